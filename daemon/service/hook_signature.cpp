#include "daemon/service/hook_signature.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "daemon/service/hook_crypto.hpp"

namespace rosterd::service
{

namespace
{

using config::HookScheme;
using config::WebhookSettings;
using model::Json;
using Verified = tl::expected<SignedHook, HookFault>;

// Empty where it is missing.
std::string header_of(const Headers& headers, const std::string& name)
{
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

// `sent`: the header of the time, empty where the scheme has none.
Verified judge(const std::string& given, const std::string& ours, const std::string& sent,
               bool timed, const std::string& nonce)
{
    if (given.empty() || (timed && sent.empty())) {
        return tl::unexpected{HookFault::unsigned_message};
    }
    if (!same(given, ours)) {
        return tl::unexpected{HookFault::signature};
    }
    if (!timed) {
        return SignedHook{};
    }
    const auto time = hook_time(sent);
    if (!time) {
        return tl::unexpected{HookFault::time};
    }
    return SignedHook{time, nonce};
}

Verified verify_bamboohr(const WebhookSettings& settings, const Headers& headers,
                         const std::string& body)
{
    const std::string given = lower(header_of(headers, "x-bamboohr-signature"));
    const std::string sent = header_of(headers, "x-bamboohr-timestamp");
    return judge(given, to_hex(hmac("sha256", settings.secret, body + sent)), sent, true, given);
}

Verified verify_feishu(const WebhookSettings& settings, const Headers& headers,
                       const std::string& body)
{
    const std::string sent = header_of(headers, "x-lark-request-timestamp");
    const std::string nonce = header_of(headers, "x-lark-request-nonce");
    const std::string given = lower(header_of(headers, "x-lark-signature"));
    return judge(given, to_hex(sha256(sent + nonce + settings.secret + body)), sent, true, nonce);
}

// `{timestamp}` and `{body}` of the configured text; neither is looked into for the other.
std::string filled(const std::string& text, const std::string& sent, const std::string& body)
{
    std::string out;
    std::size_t at = 0;
    for (std::size_t open; (open = text.find('{', at)) != std::string::npos;) {
        const std::size_t close = text.find('}', open);
        out += text.substr(at, open - at);
        out += text.compare(open, close - open + 1, "{body}") == 0 ? body : sent;
        at = close + 1;
    }
    return out + text.substr(at);
}

Verified verify_generic(const WebhookSettings& settings, const Headers& headers,
                        const std::string& body)
{
    const config::GenericHook& how = settings.generic;
    const bool timed = !how.timestamp.empty();
    const std::string sent = timed ? header_of(headers, how.timestamp) : "";
    std::string given = header_of(headers, how.header);
    if (!given.starts_with(how.prefix)) {
        return tl::unexpected{given.empty() ? HookFault::unsigned_message : HookFault::signature};
    }
    given.erase(0, how.prefix.size());
    const std::string mac =
        hmac(how.algorithm, settings.secret, filled(how.signed_text, sent, body));
    return judge(how.base64 ? given : lower(given), how.base64 ? to_base64(mac) : to_hex(mac), sent,
                 timed, given);
}

} // namespace

std::string_view to_string(HookFault fault)
{
    switch (fault) {
    case HookFault::unsigned_message:
        return "it is not signed: a header of this webhook's scheme is missing";
    case HookFault::signature:
        return "its signature does not fit: another secret, another scheme, or not from the HRIS";
    case HookFault::time:
        return "its time is none: seconds, milliseconds or ISO 8601 are expected";
    }
    return "unknown";
}

Verified verify(const WebhookSettings& settings, const Headers& headers, const std::string& body)
{
    const auto plain = [&](const char* header, const char* algorithm) {
        return judge(header_of(headers, header), to_base64(hmac(algorithm, settings.secret, body)),
                     "", false, "");
    };
    switch (settings.scheme) {
    case HookScheme::bamboohr:
        return verify_bamboohr(settings, headers, body);
    case HookScheme::hibob:
        return plain("bob-signature", "sha512");
    case HookScheme::frappe:
        return plain("x-frappe-webhook-signature", "sha256");
    case HookScheme::feishu:
        return verify_feishu(settings, headers, body);
    case HookScheme::generic:
        return verify_generic(settings, headers, body);
    }
    return tl::unexpected{HookFault::signature};
}

std::optional<model::Instant> hook_time(const std::string& text)
{
    std::int64_t number = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number);
    if (error != std::errc{} || end != last) {
        return model::parse_instant(text);
    }
    if (number < 0 || (text.size() != 10 && text.size() != 13)) { // of any year from 2001 to 2286
        return std::nullopt;
    }
    return model::Instant{model::Duration{text.size() == 10 ? number * 1000 : number}};
}

std::optional<std::string> challenge_of(const WebhookSettings& settings, const std::string& body)
{
    Json message = Json::parse(body, nullptr, false);
    const auto text = [&](const char* key) {
        const auto found = message.is_object() ? message.find(key) : message.end();
        return found != message.end() && found->is_string() ? found->get<std::string>() : "";
    };
    if (const std::string sealed = text("encrypt"); !sealed.empty()) {
        message = Json::parse(open_aes(settings.secret, sealed).value_or(""), nullptr, false);
    }
    if (text("type") != "url_verification" ||
        (!settings.token.empty() && !same(text("token"), settings.token))) {
        return std::nullopt;
    }
    return text("challenge");
}

} // namespace rosterd::service
