// The shape of the configuration: which keys there are, what each may hold.
#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

#include "core/ingest/phone.hpp"
#include "core/model/nearest.hpp"
#include "core/net/message.hpp"
#include "daemon/config/events_section.hpp"
#include "daemon/config/owners_section.hpp"
#include "daemon/config/policy_section.hpp"
#include "daemon/config/schedule_section.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/config/sources_section.hpp"
#include "daemon/config/webhook_section.hpp"
#include "daemon/config/yaml_reader.hpp"
#include "daemon/http/server.hpp"

namespace rosterd::config
{

namespace
{

using Keys = std::span<const std::string_view>;

template <typename T, typename U>
void take(T& target, const std::optional<U>& value)
{
    if (value) {
        target = static_cast<T>(*value);
    }
}

bool on_this_machine(const std::string& url)
{
    const auto target = net::parse_target(url);
    return target && (target->endpoint.host == "127.0.0.1" ||
                      target->endpoint.host == "localhost" || target->endpoint.host == "::1");
}

// A sandbox on this machine guards nothing, so its secret may stand in the file.
bool rehearses(const DingTalkSettings& dingtalk)
{
    return on_this_machine(dingtalk.oapi_url);
}

void read_url(YamlReader& yaml, const YAML::Node& node, std::string_view path, std::string& url)
{
    if (const auto text = yaml.text(node, path)) {
        if (!text->starts_with("https://") && !on_this_machine(*text)) {
            yaml.fault(node, "'" + std::string{path} + "' must be an https URL",
                       "https://HOST; plain http only to a sandbox on 127.0.0.1");
        }
        url = *text;
        while (url.ends_with('/')) {
            url.pop_back();
        }
    }
}

void read_dingtalk(YamlReader& yaml, const YAML::Node& node, Settings& settings)
{
    static constexpr std::array<std::string_view, 13> keys{"app_key",
                                                           "app_secret",
                                                           "corp_id",
                                                           "agent_id",
                                                           "operator_userid",
                                                           "oapi_url",
                                                           "api_url",
                                                           "region",
                                                           "root_dept_id",
                                                           "qps",
                                                           "monthly_calls",
                                                           "events",
                                                           "members_per_department"};
    if (!yaml.keys(node, "dingtalk", keys)) {
        return;
    }
    DingTalkSettings& out = settings.dingtalk;
    const auto at = [&](const char* key) { return YamlReader::get(node, key); };
    read_url(yaml, at("oapi_url"), "dingtalk.oapi_url", out.oapi_url);
    read_url(yaml, at("api_url"), "dingtalk.api_url", out.api_url);
    take(out.app_key, yaml.text(at("app_key"), "dingtalk.app_key"));
    take(out.app_secret, yaml.secret(at("app_secret"), "dingtalk.app_secret", rehearses(out)));
    for (const char* key : {"app_key", "app_secret"}) {
        if (!at(key).IsDefined()) {
            yaml.fault(node, "'dingtalk." + std::string{key} + "' is missing",
                       std::string{key} +
                           ": ${file:PATH}, from the application's page in DingTalk's "
                           "developer console");
        }
    }
    take(out.corp_id, yaml.text(at("corp_id"), "dingtalk.corp_id"));
    take(out.agent_id, yaml.integer(at("agent_id"), "dingtalk.agent_id", 1, INT64_MAX));
    take(out.operator_userid, yaml.text(at("operator_userid"), "dingtalk.operator_userid"));
    take(out.qps, yaml.number(at("qps"), "dingtalk.qps", 0.1, 100'000));
    settings.policy.qps = out.qps;
    take(settings.policy.members_per_department,
         yaml.integer(at("members_per_department"), "dingtalk.members_per_department", 0,
                      1'000'000));
    take(out.monthly_calls,
         yaml.integer(at("monthly_calls"), "dingtalk.monthly_calls", 0, INT64_MAX));
    read_events(yaml, at("events"), rehearses(out), out);
    take(settings.policy.root_dept_id,
         yaml.integer(at("root_dept_id"), "dingtalk.root_dept_id", 1, INT64_MAX));
    if (auto region = yaml.text(at("region"), "dingtalk.region")) {
        std::ranges::transform(*region, region->begin(), [](unsigned char letter) {
            return static_cast<char>(std::toupper(letter));
        });
        if (!ingest::is_region(*region)) {
            yaml.fault(at("region"),
                       "'dingtalk.region' names no country or region: '" + *region + "'",
                       "its two letters: CN, HK, TW, SG, ...");
        }
        settings.policy.region = *region;
    }
}

void read_state(YamlReader& yaml, const YAML::Node& node, Settings& settings)
{
    static constexpr std::array<std::string_view, 1> keys{"path"};
    if (yaml.keys(node, "state", keys)) {
        take(settings.state_path, yaml.text(YamlReader::get(node, "path"), "state.path"));
    }
    const std::filesystem::path base = std::filesystem::path{settings.file}.parent_path();
    settings.state_path = (base / settings.state_path).string();
}

void read_listen(YamlReader& yaml, const YAML::Node& node, Settings& settings)
{
    static constexpr std::array<std::string_view, 3> keys{"address", "port", "token"};
    if (!yaml.keys(node, "listen", keys)) {
        return;
    }
    ListenSettings out;
    const auto at = [&](const char* key) { return YamlReader::get(node, key); };
    take(out.address, yaml.text(at("address"), "listen.address"));
    if (!http::is_address(out.address)) {
        yaml.fault(at("address"), "'listen.address' is not an IP address: '" + out.address + "'",
                   "an address of this machine: 127.0.0.1 for itself alone, 0.0.0.0 for everyone");
    }
    take(out.port, yaml.integer(at("port"), "listen.port", 0, 65535));
    take(out.token, yaml.secret(at("token"), "listen.token", rehearses(settings.dingtalk)));
    settings.listen = std::move(out);
}

// DingTalk lets somebody change attendance groups, not an application [attendance-group-search].
void check_attendance(YamlReader& yaml, const YAML::Node& root, const Settings& settings)
{
    const auto& rules = settings.policy.entitlements.rules;
    const bool wanted = std::ranges::any_of(
        rules, [](const model::EntitlementRule& rule) { return !rule.attendance.empty(); });
    if (wanted && settings.dingtalk.operator_userid.empty()) {
        yaml.fault(YamlReader::get(YamlReader::get(root, "policy"), "entitlements"),
                   "a rule grants an attendance group, and 'dingtalk.operator_userid' is missing",
                   "dingtalk: {operator_userid: ...}, the userid of an attendance administrator");
    }
}

void read_all(YamlReader& yaml, const YAML::Node& root,
              std::span<const sdk::ConnectorKind> connectors, Settings& settings)
{
    static constexpr std::array<std::string_view, 8> keys{
        "dingtalk", "state", "sources", "policy", "schedule", "listen", "language", "company"};
    if (!yaml.keys(root, "", keys)) {
        yaml.fault(root, "the file is empty", "at least 'dingtalk:' and 'sources:'");
        return;
    }
    const auto at = [&](const char* key) { return YamlReader::get(root, key); };
    for (const char* key : {"dingtalk", "sources"}) {
        if (!at(key).IsDefined() || at(key).IsNull()) {
            yaml.fault(root, "'" + std::string{key} + "' is missing",
                       std::string{key} + ": as in the example configuration");
        }
    }
    read_dingtalk(yaml, at("dingtalk"), settings);
    read_state(yaml, at("state"), settings);
    read_sources(yaml, at("sources"), connectors, rehearses(settings.dingtalk), settings.sources);
    read_policy(yaml, at("policy"), settings.file, settings.policy);
    check_attendance(yaml, root, settings);
    read_schedule(yaml, at("schedule"), settings.schedule);
    read_listen(yaml, at("listen"), settings);
    check_events(yaml, root, settings);
    check_webhooks(yaml, root, settings);
    check_write_back(yaml, root, settings);
    static constexpr std::array<std::string_view, 3> languages{"zh-TW", "zh-CN", "en"};
    take(settings.language, yaml.choice(at("language"), "language", languages));
    take(settings.company, yaml.text(at("company"), "company"));
}

} // namespace

std::string to_string(const Fault& fault)
{
    return fault.file + ":" + std::to_string(fault.line) + ":" + std::to_string(fault.column) +
           ": error: " + fault.what + "\n    write: " + fault.write;
}

Loaded load(const std::string& text, const std::string& file, const Surroundings& surroundings,
            std::span<const sdk::ConnectorKind> connectors)
{
    Loaded out;
    out.settings.file = file;
    YamlReader yaml{file, surroundings};
    try {
        const auto documents = YAML::LoadAll(text);
        if (documents.size() > 1) {
            yaml.fault(documents[1], "a second document begins here; one file is one configuration",
                       "everything above '---', or nothing below it");
        }
        read_all(yaml, documents.empty() ? YAML::Node{} : documents.front(), connectors,
                 out.settings);
    } catch (const YAML::Exception& error) {
        yaml.fault_at(
            error.mark, "this is not YAML: " + error.msg,
            "spaces for indentation (no tabs), 'key: value', quotes around texts with ': '");
    }
    out.faults = yaml.take_faults();
    return out;
}

} // namespace rosterd::config
