// An exchange that was heard, as it stands in a recording: people are others, secrets placeholders.
#pragma once

#include <map>
#include <set>
#include <string>

#include "connectors/rest/anonymise.hpp"
#include "connectors/rest/definition.hpp"
#include "connectors/rest/recorder.hpp"

namespace rosterd::rest
{

// Somebody logs in with it.
bool is_mail(const std::string& text);

class ExchangeWriter
{
public:
    // `people` must outlive it.
    ExchangeWriter(const Definition& definition, const model::Json& settings,
                   const Anonymiser& people);

    // Tokens that an answer gives are secrets from then on.
    void note_tokens(const model::Json& answer);

    std::string settings_text() const { return open_.dump(); }
    std::string exchange(const Heard& heard) const;

private:
    struct LongerFirst { // else what begins another would leave the rest of it
        bool operator()(const std::string& a, const std::string& b) const
        {
            return a.size() != b.size() ? a.size() > b.size() : a < b;
        }
    };

    std::string without_secrets(std::string text) const;
    model::Json without_secrets(model::Json json) const;
    model::Json body_of(const model::Json& json) const;
    std::string link_text(const std::string& header) const;
    std::string headers_of(const net::HttpResponse& response) const;
    std::string answer_text(const std::string& body) const;

    const Anonymiser& people_;
    std::set<std::string> fleeting_; // parameters that are another each time
    model::Json open_;
    std::string cookie_;
    std::map<std::string, std::string, LongerFirst> secrets_;
};

} // namespace rosterd::rest
