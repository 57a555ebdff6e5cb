// Reads a definition from its YAML. Its parts are spread over parse_*.cpp.
#pragma once

#include "connectors/rest/definition.hpp"
#include "connectors/rest/map_reader.hpp"

namespace rosterd::rest
{

class Parser
{
public:
    Parser(const std::string& file, Faults& faults) : yaml_{file, faults} {}

    std::shared_ptr<Definition> parse(const Yaml& root, const std::string& text);

    void settings(const Yaml& yaml, Definition& out);

private:
    // parse_definition.cpp
    void limits(const Yaml& yaml, LimitSpec& out);
    void retry(const Yaml& yaml, RetrySpec& out);
    void lookups(const Yaml& yaml, Definition& out);
    void top(const Yaml& root, Definition& out);

    // parse_request.cpp
    RequestSpec request(const Yaml& yaml, const std::string& what, const Names& names,
                        bool tells = false);
    std::vector<std::pair<std::string, std::vector<Template>>> query(const Yaml& yaml,
                                                                     const Names& names);
    Pairs pairs(const Yaml& yaml, const std::string& what, const Names& names);
    void body(const Yaml& yaml, const Names& names, RequestSpec& out);

    // parse_query.cpp. What a stream, a query, a fetch, a child and a lookup have in common: the
    // keys of these that are there. `names`: besides those that every request knows.
    QuerySpec query_spec(const Yaml& yaml, const std::string& what, Names names,
                         std::string_view select);
    void success(const Yaml& yaml, AnswerSpec& out);
    void paging(const Yaml& yaml, QuerySpec& out, Names& names);
    void windows(const Yaml& yaml, QuerySpec& out, Names& names);
    Expression expression(const Yaml& yaml, Jq& jq);
    std::string only_with(const Yaml& yaml); // the setting that it names; empty: none

    // parse_auth.cpp
    void auth(const Yaml& yaml, AuthSpec& out);
    TokenSpec oauth2(const Yaml& yaml);
    RequestSpec oauth2_request(const Yaml& yaml, const std::string& grant);
    SamlSpec saml(const Yaml& yaml, const Yaml& token_url);
    TokenSpec login(const Yaml& yaml);
    std::vector<SignSpec> signs(const Yaml& yaml);
    PutSpec put(const Yaml& yaml, const std::string& what, const Names& names,
                const std::string& value);

    // parse_stream.cpp
    StreamSpec stream(const std::string& name, const Yaml& yaml);
    void fields(const Yaml& yaml, StreamSpec& out);
    void queries(const Yaml& list, const Yaml& stream, StreamSpec& out);
    void children(const Yaml& yaml, StreamSpec& out);
    ChildSpec child(const Yaml::Entry& entry);
    IncrementalSpec incremental(const Yaml& yaml, const Yaml& stream, StreamSpec& out);
    void watermark(const Yaml& yaml, StreamSpec& stream, IncrementalSpec& out);
    // A query laid over the stream's own.
    QuerySpec laid_query(const Yaml& over, const Yaml& stream, const std::string& what,
                         const Names& more);

    // parse_write_back.cpp
    WriteBackSpec write_back(const Yaml& yaml);

    MapReader yaml_;
    Names base_;    // settings, now, timestamps, nonce
    Names request_; // base_ and, where there is one, the token
    Yaml root_;
    // Where a watermark is read from each answer, while the queries of such a stream are parsed.
    const Yaml* answer_watermark_ = nullptr;
};

} // namespace rosterd::rest
