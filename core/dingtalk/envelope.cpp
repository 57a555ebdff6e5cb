#include "core/dingtalk/envelope.hpp"

#include <algorithm>
#include <cctype>

#include "core/dingtalk/explain.hpp"
#include "core/dingtalk/wire.hpp"

namespace rosterd::dingtalk
{

namespace
{

using model::Json;

// DingTalk's gateway waited three seconds for DingTalk [retry].
constexpr std::string_view kTimedOut = "15";

ApiError own_error(std::string code, const std::string& message)
{
    ApiError error;
    const Explanation meaning = explain(code, model::Language::en);
    error.retry = meaning.retry; // permanent for a code that nobody knows
    error.code = std::move(code);
    error.message = shortened(message.empty() && meaning.known ? meaning.sentence : message);
    return error;
}

std::string first_character(const std::string& body)
{
    const std::size_t at = body.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return at == std::string::npos ? "" : body.substr(at, 1);
}

// A page instead of an answer may also be a proxy's, or of a host that is not DingTalk: which no
// waiting would mend.
bool is_address_block(const net::HttpResponse& answer, const Json& body)
{
    if (body.is_object()) {
        return number_of(body, "status") == 1111;
    }
    const bool blocks = answer.status == 200 || answer.status == 403 || answer.status == 429;
    return first_character(answer.body) == "<" &&
           (blocks || answer.body.find("punish") != std::string::npos);
}

ApiError unreadable(const std::string& why)
{
    ApiError error = own_error("answer.unreadable", "DingTalk's answer " + why);
    error.unknown_outcome = true;
    return error;
}

// A status without DingTalk's words: a proxy or a broken gateway. From 500 on nobody knows whether
// the call was carried out.
ApiError bare_status(int status)
{
    ApiError error = own_error("http." + std::to_string(status),
                               "DingTalk answered HTTP " + std::to_string(status));
    if (status >= 500 || status == 429 || status == 408) {
        error.retry = RetryClass::back_off;
    }
    error.unknown_outcome = status >= 500 || status == 408;
    return error;
}

Json with_lower_keys(const Json& object)
{
    Json lowered = Json::object();
    for (const auto& [name, value] : object.items()) {
        std::string key = name;
        std::transform(key.begin(), key.end(), key.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        lowered[key] = value.is_object() ? with_lower_keys(value) : value;
    }
    return lowered;
}

CallResult read_old_style(const net::HttpResponse& answer, const Json& body)
{
    if (!body.is_object() || !body.contains("errcode")) {
        if (answer.status != 200) {
            return tl::unexpected(bare_status(answer.status));
        }
        return tl::unexpected(unreadable("is not the JSON it promises"));
    }
    std::string code = text_of(body, "errcode");
    if (code == "0") {
        return body;
    }
    std::string message = text_of(body, "errmsg");
    if (const std::string sub_code = text_of(body, "sub_code"); code == "88" && !sub_code.empty()) {
        code = sub_code;
        message = body.contains("sub_msg") ? text_of(body, "sub_msg") : message;
    }
    ApiError error = own_error(std::move(code), message);
    error.unknown_outcome = error.code == kTimedOut;
    error.request_id = text_of(body, "request_id");
    return tl::unexpected(std::move(error));
}

CallResult read_new_style(const net::HttpResponse& answer, const Json& body)
{
    if (answer.status >= 200 && answer.status < 300) {
        if (answer.body.empty()) {
            return Json::object();
        }
        if (body.is_discarded()) {
            return tl::unexpected(unreadable("is not the JSON it promises"));
        }
        return body;
    }
    const Json lowered = body.is_object() ? with_lower_keys(body) : Json::object();
    const std::string code = text_of(lowered, "code");
    ApiError error = bare_status(answer.status);
    error.request_id = text_of(lowered, "requestid");
    if (code.empty()) {
        return tl::unexpected(std::move(error));
    }
    std::string message = text_of(lowered, "message");
    if (const auto detail = lowered.find("accessdenieddetail"); detail != lowered.end()) {
        message += " (missing: " + text_of(*detail, "requiredscopes") + ")";
    }
    if (const CodeFact* fact = find_code(code)) {
        error.retry = fact->retry;
    } else if (answer.status != 429) {
        error.retry = RetryClass::permanent; // its status may tell that nobody knows the outcome
    }
    error.code = code;
    error.message = shortened(std::move(message));
    return tl::unexpected(std::move(error));
}

} // namespace

std::string shortened(std::string text, std::size_t most)
{
    if (text.size() > most) {
        std::size_t end = most;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            --end; // not inside a character
        }
        text.resize(end);
        text += "…";
    }
    return text;
}

CallResult read_answer(Family family, const net::HttpResponse& answer)
{
    const Json body = Json::parse(answer.body, nullptr, false);
    if (is_address_block(answer, body)) {
        return tl::unexpected(address_blocked());
    }
    switch (family) {
    case Family::oapi:
        return read_old_style(answer, body);
    case Family::api:
        return read_new_style(answer, body);
    }
    return tl::unexpected(unreadable("belongs to no API family"));
}

ApiError address_blocked()
{
    ApiError blocked = own_error("ip.blocked", "");
    blocked.unreachable = true; // whatever is asked for, until the block ends
    return blocked;
}

ApiError of_net(const net::NetError& error)
{
    std::string code;
    switch (error.kind) {
    case net::NetErrorKind::refused:
        code = "net.refused";
        break;
    case net::NetErrorKind::tls:
        code = "net.tls";
        break;
    case net::NetErrorKind::timed_out:
        code = "net.timed_out";
        break;
    case net::NetErrorKind::broken:
        code = "net.broken";
        break;
    case net::NetErrorKind::too_large:
        code = "net.too_large";
        break;
    case net::NetErrorKind::invalid:
        code = "net.invalid";
        break;
    case net::NetErrorKind::cancelled:
        code = "net.cancelled";
        break;
    }
    ApiError failed = own_error(std::move(code), error.message);
    failed.unknown_outcome = error.sent;
    failed.unreachable = error.kind == net::NetErrorKind::refused ||
                         error.kind == net::NetErrorKind::tls ||
                         (error.kind == net::NetErrorKind::timed_out && !error.sent);
    return failed;
}

} // namespace rosterd::dingtalk
