#include "daemon/config/entitlements_section.hpp"

#include <array>
#include <filesystem>

#include "core/model/names.hpp"
#include "daemon/config/entitlements_grid.hpp"

namespace rosterd::config
{

namespace
{

using model::EntitlementRule;
using Texts = std::vector<std::string>;

// One value, or a list of alternatives.
Texts texts_or_text(YamlReader& yaml, const YAML::Node& node, const std::string& path)
{
    if (node.IsDefined() && node.IsSequence()) {
        return yaml.texts(node, path);
    }
    const auto one = yaml.text(node, path);
    return one ? Texts{*one} : Texts{};
}

// A word that names nothing would make a rule that fits nobody, which looks like a rule.
template <typename Parse>
void check_words(YamlReader& yaml, const YAML::Node& node, const std::string& path,
                 const Texts& words, const std::string& known, Parse parse)
{
    for (const std::string& word : words) {
        if (!parse(word)) {
            yaml.fault(node, in_quotes(path) + " can't be " + in_quotes(word), "one of: " + known);
        }
    }
}

} // namespace

void read_when(YamlReader& yaml, const YAML::Node& node, const std::string& path,
               EntitlementRule& rule)
{
    std::vector<std::string_view> allowed{"department", "level",  "title",  "work_place",
                                          "employment", "status", "account"};
    std::vector<std::string> custom; // ext.NAME
    if (node.IsDefined() && node.IsMap()) {
        for (const auto& entry : node) {
            const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "";
            if (key.starts_with("ext.") && key.size() > 4) {
                custom.push_back(key);
            }
        }
    }
    allowed.insert(allowed.end(), custom.begin(), custom.end());
    if (!yaml.keys(node, path, allowed)) {
        return;
    }
    const auto texts = [&](const std::string& key) {
        const YAML::Node value = YamlReader::get(node, key);
        Texts out = texts_or_text(yaml, value, below(path, key));
        if (value.IsDefined() && out.empty() && !value.IsScalar() && !value.IsMap()) {
            yaml.fault(value, in_quotes(below(path, key)) + " has no value",
                       "at least one, or leave the key out");
        }
        return out;
    };
    rule.departments = texts("department");
    rule.levels = texts("level");
    rule.titles = texts("title");
    rule.work_places = texts("work_place");
    rule.employments = texts("employment");
    rule.statuses = texts("status");
    rule.accounts = texts("account");
    check_words(yaml, YamlReader::get(node, "status"), below(path, "status"), rule.statuses,
                "active, leave, prehire, terminated", model::parse_status);
    check_words(yaml, YamlReader::get(node, "account"), below(path, "account"), rule.accounts,
                "ordinary, dingtalk, sso", model::parse_account_kind);
    for (const std::string& key : custom) {
        rule.ext[key.substr(4)] = texts(key);
    }
}

namespace
{

Texts read_roles(YamlReader& yaml, const YAML::Node& node, const std::string& path)
{
    Texts roles;
    if (!yaml.list(node, path)) {
        return roles;
    }
    for (const auto& entry : node) {
        const auto role = yaml.text(entry, path);
        const std::string wrong = role ? role_fault(*role) : "";
        if (!wrong.empty()) {
            yaml.fault(entry, wrong, "\"group/role\", as in \"技術/架構師\"");
        } else if (role) {
            roles.push_back(*role);
        }
    }
    return roles;
}

void read_grant(YamlReader& yaml, const YAML::Node& node, const std::string& path,
                EntitlementRule& rule)
{
    static constexpr std::array<std::string_view, 4> keys{"roles", "attendance", "hide_mobile",
                                                          "senior_mode"};
    if (!yaml.keys(node, path, keys)) {
        return;
    }
    const auto at = [&](const char* key) { return YamlReader::get(node, key); };
    rule.roles = read_roles(yaml, at("roles"), below(path, "roles"));
    rule.attendance =
        yaml.text(at("attendance"), below(path, "attendance")).value_or(std::string{});
    rule.hide_mobile = yaml.flag(at("hide_mobile"), below(path, "hide_mobile"));
    rule.senior_mode = yaml.flag(at("senior_mode"), below(path, "senior_mode"));
}

void read_rules(YamlReader& yaml, const YAML::Node& node, model::Entitlements& out)
{
    if (!yaml.list(node, "policy.entitlements.rules")) {
        return;
    }
    static constexpr std::array<std::string_view, 2> keys{"when", "grant"};
    for (std::size_t i = 0; i < node.size(); ++i) {
        EntitlementRule rule;
        rule.name = "entitlements.rules[" + std::to_string(i) + "]";
        const std::string path = "policy." + rule.name;
        if (!yaml.keys(node[i], path, keys)) {
            continue;
        }
        const YAML::Node grant = YamlReader::get(node[i], "grant");
        read_when(yaml, YamlReader::get(node[i], "when"), below(path, "when"), rule);
        read_grant(yaml, grant, below(path, "grant"), rule);
        if (!grant.IsDefined() || grant.IsNull() || (grant.IsMap() && grant.size() == 0)) {
            yaml.fault(
                node[i], in_quotes(path) + " grants nothing",
                "grant: {roles: [...], attendance: ..., hide_mobile: true, senior_mode: true}");
        }
        out.rules.push_back(std::move(rule));
    }
}

void read_exclusive(YamlReader& yaml, const YAML::Node& node, model::Entitlements& out)
{
    const std::string path = "policy.entitlements.exclusive";
    if (!yaml.list(node, path)) {
        return;
    }
    for (const auto& entry : node) {
        const Texts roles = read_roles(yaml, entry, path);
        if (entry.IsSequence() && entry.size() < 2) {
            yaml.fault(entry, "roles that exclude each other are at least two",
                       "[\"財務/出納\", \"財務/審批\"]");
        }
        out.exclusive.push_back(roles);
    }
}

} // namespace

std::string role_fault(const std::string& role)
{
    switch (model::judge_role(role)) {
    case model::RoleName::usable:
        return "";
    case model::RoleName::malformed:
        return in_quotes(role) + " does not name a role in its group";
    case model::RoleName::reserved:
        return in_quotes(role) + " is in the group that DingTalk keeps itself";
    }
    return "";
}

void read_entitlements(YamlReader& yaml, const YAML::Node& node, const std::string& file,
                       model::Entitlements& out)
{
    static constexpr std::array<std::string_view, 4> keys{"rules", "grid", "drift", "exclusive"};
    if (!yaml.keys(node, "policy.entitlements", keys)) {
        return;
    }
    const auto at = [&](const char* key) { return YamlReader::get(node, key); };
    read_rules(yaml, at("rules"), out);
    if (const auto grid = yaml.text(at("grid"), "policy.entitlements.grid")) {
        const auto path = std::filesystem::path{file}.parent_path() / *grid;
        Grid read = read_grid(path.string());
        std::ranges::move(read.rules, std::back_inserter(out.rules));
        for (Fault& fault : read.faults) {
            yaml.fault_in(std::move(fault));
        }
    }
    static constexpr std::array<std::string_view, 2> drifts{"take_back", "keep"};
    if (yaml.choice(at("drift"), "policy.entitlements.drift", drifts) == "keep") {
        out.drift = model::RightDrift::keep;
    }
    read_exclusive(yaml, at("exclusive"), out);
}

} // namespace rosterd::config
