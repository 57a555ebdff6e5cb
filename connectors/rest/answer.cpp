#include "connectors/rest/answer.hpp"

#include <algorithm>

#include "connectors/rest/xml.hpp"

namespace rosterd::rest
{

namespace
{

using model::ErrorKind;
using model::Json;
using Next = Verdict::Next;

bool contains(const std::vector<int>& statuses, int status)
{
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

std::string header(const net::HttpResponse& response, const std::string& name)
{
    const auto found = response.headers.find(name);
    return found == response.headers.end() ? std::string{} : found->second;
}

// The target of rel="next" in: <https://...>; rel="next", <...>; rel="last"
std::string next_in(const std::string& link)
{
    for (std::size_t open = link.find('<'); open != std::string::npos;
         open = link.find('<', open + 1)) {
        const auto close = link.find('>', open);
        if (close == std::string::npos) {
            break;
        }
        std::string rest = link.substr(close + 1, link.find('<', close) - close - 1);
        std::erase_if(rest, [](char c) { return c == ' ' || c == '"'; });
        if (rest.find("rel=next") != std::string::npos) {
            return link.substr(open + 1, close - open - 1);
        }
    }
    return {};
}

model::Result<Json> decoded(const std::string& body, const AnswerSpec& spec)
{
    if (spec.xml) {
        return xml_to_json(body, spec.lists);
    }
    Json json = Json::parse(body, nullptr, false);
    if (json.is_discarded()) {
        const bool is_page = body.find("<html") < 500 || body.find("<!DOCTYPE") < 500;
        return model::fail(
            ErrorKind::transient,
            is_page
                ? "the answer is a web page, not JSON"
                : "the answer is no JSON, or cut short (" + std::to_string(body.size()) + " bytes)",
            is_page ? "a proxy or a login page may stand between: check base_url" : "");
    }
    return json;
}

bool holds(const Answer& answer, const Expression& expression)
{
    return expression && !answer.said[*expression].error &&
           !answer.said[*expression].values.empty() && answer.said[*expression].values[0] == true;
}

// What the HRIS says went wrong; empty if it does not say.
std::string message_of(const Answer& answer, const AnswerSpec& spec)
{
    if (!spec.message || answer.said[*spec.message].values.empty()) {
        return {};
    }
    const Json& said = answer.said[*spec.message].values[0];
    return said.is_null() ? std::string{} : ": " + text_of(said).substr(0, 300);
}

Verdict failed(ErrorKind kind, std::string message, std::string hint = {})
{
    Verdict verdict;
    verdict.next = Next::fail;
    verdict.error = {kind, std::move(message), std::move(hint)};
    return verdict;
}

Verdict again(ErrorKind kind, std::string message, std::string hint = {})
{
    Verdict verdict = failed(kind, std::move(message), std::move(hint));
    verdict.next = Next::again;
    verdict.throttled = kind == ErrorKind::throttled;
    return verdict;
}

Verdict unauthorised(const std::string& who, int status, const std::string& message)
{
    Verdict verdict = failed(
        ErrorKind::unauthorised, who + " answered " + std::to_string(status) + message,
        status == 403 ? "the credentials are known, but may not see this: extend their rights"
                      : "check the credentials in the source's settings");
    verdict.next = status == 403 ? Next::fail : Next::renew_token;
    return verdict;
}

Verdict of_network(const net::NetError& error, const std::string& who)
{
    using Kind = net::NetErrorKind;
    switch (error.kind) {
    case Kind::refused:
    case Kind::timed_out:
    case Kind::broken:
        return again(ErrorKind::transient, who + ": " + error.message);
    case Kind::tls:
        return failed(ErrorKind::transient, who + ": " + error.message,
                      "check the host's certificate");
    case Kind::too_large:
        return failed(ErrorKind::invalid, who + ": the answer is larger than allowed",
                      "ask for smaller pages, or raise limits: {answer: ...}");
    case Kind::cancelled:
        return failed(ErrorKind::cancelled, "stopped on request");
    case Kind::invalid:
        break;
    }
    return failed(ErrorKind::invalid, who + ": " + error.message, "check the settings");
}

Verdict of_status(const net::HttpResponse& response, const std::string& who, Answer& answer,
                  const AnswerSpec& spec, const Definition& definition)
{
    const int status = response.status;
    const std::string message = answer.said.empty() ? std::string{} : message_of(answer, spec);
    const std::string what = who + " answered " + std::to_string(status) + message;
    if (contains(definition.limits.throttled, status) ||
        (status == 503 && !header(response, "retry-after").empty())) {
        return again(ErrorKind::throttled, what,
                     "it was asked too often: lower limits, or read less often");
    }
    if (status >= 301 && status <= 308 && !header(response, "location").empty()) {
        Verdict verdict;
        verdict.next = Next::follow;
        verdict.location = header(response, "location");
        return verdict;
    }
    if (status == 401 || status == 403) {
        return unauthorised(who, status, message);
    }
    if (contains(definition.retry.statuses, status)) {
        return again(ErrorKind::transient, what);
    }
    if (status == 404) {
        return failed(ErrorKind::not_found, what, "check base_url and the settings");
    }
    return failed(status >= 500 ? ErrorKind::transient : ErrorKind::invalid, what);
}

Verdict of_body(const std::string& who, Answer& answer, const AnswerSpec& spec)
{
    const std::string message = message_of(answer, spec);
    if (holds(answer, spec.throttled)) {
        return again(ErrorKind::throttled, who + " says that it was asked too often" + message);
    }
    if (holds(answer, spec.unauthorised)) {
        return unauthorised(who, 401, message);
    }
    if (spec.when && !holds(answer, spec.when)) {
        return failed(ErrorKind::invalid,
                      who + " answered with a failure" +
                          (message.empty() ? ": it does not say which" : message));
    }
    if (spec.has) {
        const Jq::Outcome& has = answer.said[*spec.has];
        if (has.error || has.values.empty() || has.values[0].is_null()) {
            return failed(ErrorKind::transient,
                          who + " left out what must be in its answer" + message,
                          "an answer without it is no list of nobody; look at what it says");
        }
    }
    Verdict verdict;
    verdict.answer = std::move(answer);
    return verdict;
}

} // namespace

Verdict judge(const net::HttpResult& result, const Ask& ask, AnswerSpec& spec,
              const std::vector<int>& missing, const Definition& definition,
              const JqVariables& variables)
{
    const std::string who = definition.name + ": " + name_of(ask);
    if (!result) {
        return of_network(result.error(), who);
    }
    const net::HttpResponse& response = *result;
    Answer answer;
    answer.url = ask.url;
    if (contains(missing, response.status)) {
        Verdict verdict;
        verdict.answer.missing = true;
        return verdict;
    }
    auto json = decoded(response.body, spec);
    if (!json && spec.unread) {
        json = Json(nullptr);
    }
    if (json) {
        answer.said = spec.jq.run(*json, variables);
        answer.json = std::move(*json);
    }
    const bool has_it_already = spec.unread && response.status == 304;
    if ((response.status < 200 || response.status > 299) && !has_it_already) {
        return of_status(response, who, answer, spec, definition);
    }
    if (!json) {
        return again(json.error().kind, who + ": " + json.error().message, json.error().hint);
    }
    answer.link_next = next_in(header(response, "link"));
    answer.cookie = header(response, "set-cookie");
    answer.fingerprint = model::fingerprint(response.body);
    return of_body(who, answer, spec);
}

model::Result<Json> said(const Answer& answer, const Expression& expression)
{
    if (!expression) {
        return Json(nullptr);
    }
    const Jq::Outcome& outcome = answer.said[*expression];
    if (outcome.error) {
        return model::fail(ErrorKind::transient, answer.url + ": " + *outcome.error);
    }
    return outcome.values.empty() ? Json(nullptr) : outcome.values.front();
}

} // namespace rosterd::rest
