// What a definition says, checked and ready to be carried out. README.md is its reference.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "connectors/rest/jq.hpp"
#include "connectors/rest/template.hpp"
#include "core/model/record.hpp"
#include "core/model/time.hpp"
#include "core/net/backoff.hpp"

namespace rosterd::rest
{

struct SettingSpec {
    std::string name, help;
    bool secret = false;
    bool optional = false;
    std::optional<model::Json> otherwise; // the default
    std::vector<std::string> choices;     // empty: anything
};

using Pairs = std::vector<std::pair<std::string, Template>>;

struct RequestSpec {
    enum class Body { none, json, form, text };
    std::string method;
    Template path; // after base_url, or a whole URL
    bool is_url = false;
    std::vector<std::pair<std::string, std::vector<Template>>> query; // a name with all its values
    Pairs headers;
    Body body = Body::none;
    JsonTemplate json;
    Pairs form;
    Template text;
    std::string content_type;
};

// Expressions over an answer, by their number in `jq`.
using Expression = std::optional<std::size_t>;

struct AnswerSpec {
    bool xml = false;
    std::vector<std::string> lists; // XML elements that are always lists
    Jq jq;
    Expression when, has, message, throttled, unauthorised; // success
    Expression total, pages, more, cursor, next;            // paging
    Expression watermark;
    bool unread = false; // of a request that only tells: a body that is no JSON says nothing
};

struct PagingSpec {
    enum class By { nothing, page, offset, cursor, scroll, next_link, link_header };
    By by = By::nothing;
    std::int64_t first = 0;
    Template size;             // empty: pages have no size
    bool until_empty = false;  // else until a short page
    model::Duration within{0}; // scroll: how long the place is kept; 0: for ever
};

struct WindowSpec {
    model::Duration span{0}, overlap{0};
    Template since;
};

struct QuerySpec {
    RequestSpec request;
    AnswerSpec answer;
    Jq records; // one expression, or none
    PagingSpec paging;
    std::optional<WindowSpec> windows;
    Jq naming; // of a query of changes
    Expression ids, gone;
};

struct ChildSpec {
    std::string name;
    QuerySpec query;
    bool single = false;   // one value instead of a list
    std::size_t batch = 0; // 0: a request for each record
    std::vector<int> missing;
    Jq when, parent; // empty, or one expression each
    bool has_when = false;
};

struct LookupSpec {
    std::string name;
    QuerySpec query;
    Jq pair; // key, value
};

struct IncrementalSpec {
    enum class Watermark { started, records, answer, token };
    Watermark watermark = Watermark::started;
    model::Duration overlap{0};
    std::optional<model::Duration> expires;
    std::vector<QuerySpec> queries;
    std::optional<QuerySpec> fetch;
    std::size_t batch = 1;
    std::vector<int> missing;
};

struct StreamSpec {
    std::string name; // "people" "departments"
    model::RecordKind kind = model::RecordKind::person;
    QuerySpec query;
    std::vector<QuerySpec> queries; // of a full read; empty: `query` alone
    std::vector<ChildSpec> children;
    Jq identity; // the id alone, for children
    Jq record;   // id, keep, gone, watermark and the fields, by number
    std::size_t id = 0;
    Expression keep, gone, watermark;
    std::vector<std::pair<std::string, std::size_t>> fields;
    bool first_counts = false; // repeats: first
    std::string only_with;     // a setting; empty: always
    Template where;            // empty: "NAME people ID"
    bool may_be_empty = false;
    bool complete = true; // a full read is
    std::optional<IncrementalSpec> incremental;
};

struct PutSpec { // where a token or a signature goes
    enum class Into { nothing, header, query, cookie, json };
    Into into = Into::nothing;
    std::string name;
    Template value;
};

struct SignSpec {
    Template text;
    std::string algorithm;
    Template key;
    bool hex = false;
    PutSpec put;
};

struct SamlSpec {
    Template issuer, audience, recipient, subject, private_key, certificate;
    Pairs attributes;
};

// How a token comes about: oauth2 and login alike.
struct TokenSpec {
    RequestSpec request;
    AnswerSpec answer; // success
    Jq token;          // token, refresh token; expires_in
    Expression value, rotated, expires_in;
    std::string cookie;
    std::optional<model::Duration> lives;
    std::optional<SamlSpec> saml;
    Template client_id, client_secret; // of oauth2
    Template refresh_token, refresh_file;
    std::vector<SignSpec> signs;
    PutSpec put;
    std::string only_with; // a setting; empty: always
};

struct AuthSpec {
    std::optional<std::pair<Template, Template>> basic;
    std::optional<Template> bearer;
    std::optional<PutSpec> api_key;
    std::optional<TokenSpec> token;
    std::vector<SignSpec> signs;
};

struct LimitSpec {
    double per_second = 0, per_minute = 0; // 0: none
    std::size_t concurrency = 1;
    std::vector<int> throttled{429};
    std::string remaining, reset; // headers in lower case; may be empty, `remaining` needs `reset`
    model::Duration longest_wait{std::chrono::minutes{10}};
    model::Duration timeout{std::chrono::seconds{60}};
    std::size_t answer = std::size_t{64} << 20U;
};

struct RetrySpec {
    int tries = 4;
    net::Backoff backoff{std::chrono::seconds{1}, std::chrono::seconds{60}, 2.0};
    std::vector<int> statuses{408, 500, 502, 503, 504};
};

struct WriteBackSpec {
    std::optional<QuerySpec> find; // its `records` are the one id of the person
    RequestSpec request;
    AnswerSpec answer; // success
};

struct Definition {
    std::string file; // for messages: "bamboohr", or the file's path
    std::string name, help, docs;
    std::string text;              // of the file
    std::uint64_t fingerprint = 0; // of its text
    std::vector<SettingSpec> settings;
    Template base_url, time_zone;
    std::string time_format = "iso";
    Pairs headers;
    std::vector<std::pair<std::string, std::vector<Template>>> query;
    AuthSpec auth;
    LimitSpec limits;
    RetrySpec retry;
    std::vector<LookupSpec> lookups;
    std::vector<StreamSpec> streams; // departments, people
    std::optional<WriteBackSpec> write_back;
};

// `text` is the file's content. Never null without faults.
std::shared_ptr<Definition> parse_definition(const std::string& text, const std::string& file,
                                             Faults& faults);

// What a definition asks a source for, without looking at the rest of it: a small part of the work.
std::vector<SettingSpec> settings_in(const std::string& text, const std::string& file,
                                     Faults& faults);

} // namespace rosterd::rest
