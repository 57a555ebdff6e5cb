#include "daemon/config/events_section.hpp"

#include <array>

#include "core/dingtalk/push_cipher.hpp"

namespace rosterd::config
{

namespace
{

void read_push(YamlReader& yaml, const YAML::Node& node, bool own_sandbox, DingTalkSettings& out)
{
    static constexpr std::array<std::string_view, 3> keys{"token", "aes_key", "owner_key"};
    if (!yaml.keys(node, "dingtalk.events.push", keys)) {
        return;
    }
    PushSettings push;
    const auto at = [&](const char* key) { return YamlReader::get(node, key); };
    push.token = yaml.secret(at("token"), "dingtalk.events.push.token", own_sandbox).value_or("");
    const auto aes_key = yaml.secret(at("aes_key"), "dingtalk.events.push.aes_key", own_sandbox);
    push.aes_key = aes_key.value_or("");
    push.owner_key =
        yaml.text(at("owner_key"), "dingtalk.events.push.owner_key").value_or(out.app_key);
    for (const char* key : {"token", "aes_key"}) {
        if (!at(key).IsDefined()) {
            yaml.fault(node, "'dingtalk.events.push." + std::string{key} + "' is missing",
                       std::string{key} + ": ${file:PATH}, as in the application's event "
                                          "subscription in DingTalk's developer console");
        }
    }
    if (aes_key) {
        if (const auto cipher = dingtalk::PushCipher::make({push.token, *aes_key, ""}); !cipher) {
            yaml.fault(at("aes_key"), cipher.error().message, cipher.error().hint);
        }
    }
    out.events.push = std::move(push);
}

} // namespace

void read_events(YamlReader& yaml, const YAML::Node& node, bool own_sandbox, DingTalkSettings& out)
{
    static constexpr std::array<std::string_view, 2> keys{"stream", "push"};
    if (!yaml.keys(node, "dingtalk.events", keys)) {
        return;
    }
    const YAML::Node stream = YamlReader::get(node, "stream");
    out.events.stream = yaml.flag(stream, "dingtalk.events.stream").value_or(false);
    read_push(yaml, YamlReader::get(node, "push"), own_sandbox, out);
    if (out.events.stream && out.events.push) {
        yaml.fault(stream, "'dingtalk.events' names both ways, an application has one at a time",
                   "stream: true, or push: {token: ..., aes_key: ...}");
    }
}

void check_events(YamlReader& yaml, const YAML::Node& root, const Settings& settings)
{
    if (settings.dingtalk.events.push && !settings.listen) {
        yaml.fault(YamlReader::get(YamlReader::get(root, "dingtalk"), "events"),
                   "'dingtalk.events.push' needs a listener for DingTalk to reach",
                   "listen: {address: ..., port: ..., token: ...}, or stream: true");
    }
}

} // namespace rosterd::config
