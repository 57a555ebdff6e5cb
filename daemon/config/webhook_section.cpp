#include "daemon/config/webhook_section.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace rosterd::config
{

namespace
{

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 5> kSchemes{"bamboohr", "hibob", "frappe", "feishu",
                                                   "generic"}; // in the order of HookScheme
constexpr std::array<std::string_view, 2> kCommon{"scheme", "secret"};
constexpr std::array<std::string_view, 3> kFeishu{"scheme", "secret", "token"};
constexpr std::array<std::string_view, 8> kGeneric{"scheme",   "secret", "header",    "algorithm",
                                                   "encoding", "prefix", "timestamp", "signed"};

Words keys_of(HookScheme scheme)
{
    return scheme == HookScheme::generic  ? Words{kGeneric}
           : scheme == HookScheme::feishu ? Words{kFeishu}
                                          : Words{kCommon};
}

// As HTTP has it; headers are compared in lower case.
std::optional<std::string> header_name(YamlReader& yaml, const YAML::Node& node,
                                       std::string_view path)
{
    auto name = yaml.text(node, path);
    if (!name) {
        return std::nullopt;
    }
    const bool fits = !name->empty() && std::ranges::all_of(*name, [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '-' || c == '_';
    });
    if (!fits) {
        yaml.fault(node, in_quotes(path) + " is no name of an HTTP header: " + in_quotes(*name),
                   "letters, digits and '-', e.g. X-Signature");
        return std::nullopt;
    }
    std::ranges::transform(*name, name->begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name;
}

// What is signed: text with {body} in it, and {timestamp} exactly where there is one. Without it a
// signature would say nothing about the time, and an old message could be sent again for ever.
void read_signed(YamlReader& yaml, const YAML::Node& node, const YAML::Node& entry,
                 GenericHook& out)
{
    out.signed_text = out.timestamp.empty() ? "{body}" : "{timestamp}.{body}";
    const auto text = yaml.text(entry, "webhook.signed");
    if (!text) {
        return;
    }
    out.signed_text = *text;
    const auto count = [&](std::string_view part) {
        std::size_t found = 0;
        for (std::size_t at = text->find(part); at != std::string::npos;
             at = text->find(part, at + 1)) {
            ++found;
        }
        return found;
    };
    const std::size_t times = out.timestamp.empty() ? 0 : 1;
    if (count("{body}") != 1 || count("{timestamp}") != times || count("{") != 1 + times) {
        yaml.fault(entry.IsDefined() ? entry : node,
                   "'webhook.signed' must have {body} once" +
                       std::string{times == 1 ? ", and {timestamp} once"
                                              : ", and {timestamp} only with 'timestamp: HEADER'"},
                   times == 1 ? "\"{timestamp}.{body}\"" : "\"{body}\"");
    }
}

void read_generic(YamlReader& yaml, const YAML::Node& node, GenericHook& out)
{
    const auto at = [&](const char* key) { return YamlReader::get(node, key); };
    static constexpr std::array<std::string_view, 3> algorithms{"sha256", "sha512", "sha1"};
    static constexpr std::array<std::string_view, 2> encodings{"hex", "base64"};
    if (!at("header").IsDefined()) {
        yaml.fault(node, "'webhook.header' is missing: where the signature stands",
                   "header: X-Signature");
    }
    out.header = header_name(yaml, at("header"), "webhook.header").value_or("");
    out.algorithm =
        yaml.choice(at("algorithm"), "webhook.algorithm", algorithms).value_or(out.algorithm);
    out.base64 =
        yaml.choice(at("encoding"), "webhook.encoding", encodings).value_or("hex") == "base64";
    out.prefix = yaml.text(at("prefix"), "webhook.prefix").value_or("");
    out.timestamp = header_name(yaml, at("timestamp"), "webhook.timestamp").value_or("");
    read_signed(yaml, node, at("signed"), out);
}

} // namespace

void read_webhook(YamlReader& yaml, const YAML::Node& node, bool own_sandbox, SourceSettings& out)
{
    if (!node.IsDefined() || node.IsNull()) {
        return;
    }
    const YAML::Node scheme = YamlReader::get(node, "scheme");
    const auto name = yaml.choice(scheme, "webhook.scheme", kSchemes);
    if (node.IsMap() && !name) {
        if (!scheme.IsDefined()) {
            yaml.fault(node, "'webhook.scheme' is missing: who signs",
                       "scheme: " + joined(kSchemes));
        }
        return; // which keys there may be is not known
    }
    WebhookSettings hook;
    if (name) {
        const auto found = std::ranges::find(kSchemes, std::string_view{*name});
        hook.scheme = static_cast<HookScheme>(found - kSchemes.begin());
    }
    if (!yaml.keys(node, "webhook", keys_of(hook.scheme))) {
        return;
    }
    const YAML::Node secret = YamlReader::get(node, "secret");
    if (!secret.IsDefined()) {
        yaml.fault(node, "'webhook.secret' is missing: without it everybody could send",
                   "secret: ${file:PATH}, as the HRIS shows it where the webhook is set up");
    }
    hook.secret = yaml.secret(secret, "webhook.secret", own_sandbox).value_or("");
    hook.token =
        yaml.secret(YamlReader::get(node, "token"), "webhook.token", own_sandbox).value_or("");
    if (hook.scheme == HookScheme::generic) {
        read_generic(yaml, node, hook.generic);
    }
    out.webhook = std::move(hook);
}

void check_webhooks(YamlReader& yaml, const YAML::Node& root, const Settings& settings)
{
    const bool any = std::ranges::any_of(
        settings.sources, [](const SourceSettings& source) { return source.webhook.has_value(); });
    if (any && !settings.listen) {
        yaml.fault(YamlReader::get(root, "sources"),
                   "a source has a 'webhook', which needs a listener for its HRIS to reach",
                   "listen: {address: ..., port: ..., token: ...}");
    }
}

} // namespace rosterd::config
