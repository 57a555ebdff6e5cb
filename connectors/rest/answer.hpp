// What an answer means: fine, worth another try, or an error that says what to do. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/rest/ask.hpp"
#include "connectors/rest/definition.hpp"
#include "core/net/http.hpp"

namespace rosterd::rest
{

struct Answer {
    model::Json json;
    std::string link_next;         // of the Link header, as written there
    std::string cookie;            // all Set-Cookie that came
    std::string url;               // where it came from
    std::uint64_t fingerprint = 0; // of the body
    net::Duration sent{0};         // when it was asked for, steady
    bool missing = false; // a status that the definition takes for "none of these is there"
    std::vector<Jq::Outcome> said; // by the expressions of AnswerSpec
};

struct Verdict {
    enum class Next { take, again, fail, renew_token, follow };
    Next next = Next::take;
    Answer answer;
    model::Error error;     // again (when no try is left), fail, renew_token
    std::string location;   // follow
    bool throttled = false; // again
};

// `missing`: statuses that are no failure.
Verdict judge(const net::HttpResult& result, const Ask& ask, AnswerSpec& spec,
              const std::vector<int>& missing, const Definition& definition,
              const JqVariables& variables);

// The first value of an expression over the answer; null where there is none. Errors: transient.
model::Result<model::Json> said(const Answer& answer, const Expression& expression);

} // namespace rosterd::rest
