#include "daemon/config/policy_section.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "daemon/config/entitlements_section.hpp"
#include "daemon/config/guards_section.hpp"
#include "daemon/config/lifecycle_section.hpp"
#include "daemon/config/owners_section.hpp"
#include "daemon/config/schedule_section.hpp"
#include "daemon/config/words.hpp"

namespace rosterd::config
{

namespace
{

using model::Policy;

constexpr std::array<Word<model::AccountKind>, 3> kKinds{{
    {"ordinary", model::AccountKind::ordinary},
    {"dingtalk", model::AccountKind::dingtalk},
    {"sso", model::AccountKind::sso},
}};
constexpr std::array<Word<model::MatchRule>, 4> kMatchRules{{
    {"userid", model::MatchRule::userid},
    {"job_number", model::MatchRule::job_number},
    {"mobile", model::MatchRule::mobile},
    {"org_email", model::MatchRule::org_email},
}};
void read_scope(YamlReader& yaml, const YAML::Node& node, model::Scope& scope)
{
    static constexpr std::array<std::string_view, 2> keys{"departments", "employee_ids"};
    if (yaml.keys(node, "policy.scope", keys)) {
        scope.departments =
            yaml.texts(YamlReader::get(node, "departments"), "policy.scope.departments");
        scope.employee_ids =
            yaml.texts(YamlReader::get(node, "employee_ids"), "policy.scope.employee_ids");
    }
}

void read_account(YamlReader& yaml, const YAML::Node& node, Policy& policy)
{
    static constexpr std::array<std::string_view, 3> keys{"userid", "kind", "match"};
    if (!yaml.keys(node, "policy.account", keys)) {
        return;
    }
    static constexpr std::array<std::string_view, 1> userids{"employee_id"};
    yaml.choice(YamlReader::get(node, "userid"), "policy.account.userid", userids);
    read_word(yaml, YamlReader::get(node, "kind"), "policy.account.kind", kKinds,
              policy.account_kind);
    const YAML::Node match = YamlReader::get(node, "match");
    if (yaml.list(match, "policy.account.match")) {
        policy.match.clear();
        for (const auto& entry : match) {
            model::MatchRule rule{};
            read_word(yaml, entry, "policy.account.match", kMatchRules, rule);
            policy.match.push_back(rule);
        }
    }
}

void read_ring(YamlReader& yaml, const YAML::Node& node, Policy& policy)
{
    static constexpr std::array<std::string_view, 5> keys{"name", "departments", "employee_ids",
                                                          "percent", "after"};
    if (!yaml.keys(node, "policy.rollout", keys)) {
        return;
    }
    const auto at = [&](const char* key) { return YamlReader::get(node, key); };
    model::Ring& ring = policy.rollout.emplace_back();
    ring.name = yaml.text(at("name"), "policy.rollout.name").value_or("");
    const bool known = std::ranges::count(policy.rollout, ring.name, &model::Ring::name) > 1;
    if (ring.name.empty() || known) {
        yaml.fault(node,
                   known ? "policy.rollout has two rings " + in_quotes(ring.name)
                         : "a ring of policy.rollout has no name",
                   "a name of its own: {name: pilot, ...}; by it is remembered which have started");
    }
    ring.departments = yaml.texts(at("departments"), "policy.rollout.departments");
    ring.employee_ids = yaml.texts(at("employee_ids"), "policy.rollout.employee_ids");
    take(ring.percent, yaml.number(at("percent"), "policy.rollout.percent", 0, 100));
    ring.after = yaml.duration(at("after"), "policy.rollout.after");
}

void read_rollout(YamlReader& yaml, const YAML::Node& node, Policy& policy)
{
    if (yaml.list(node, "policy.rollout")) {
        for (const auto& ring : node) {
            read_ring(yaml, ring, policy);
        }
    }
}

void read_protect(YamlReader& yaml, const YAML::Node& node, Policy& policy)
{
    static constexpr std::array<std::string_view, 2> keys{"userids", "administrators"};
    if (yaml.keys(node, "policy.protect", keys)) {
        policy.protected_userids =
            yaml.texts(YamlReader::get(node, "userids"), "policy.protect.userids");
        take(policy.protect_administrators,
             yaml.flag(YamlReader::get(node, "administrators"), "policy.protect.administrators"));
    }
}

} // namespace

void read_policy(YamlReader& yaml, const YAML::Node& node, const std::string& file,
                 model::Policy& policy)
{
    static constexpr std::array<std::string_view, 9> keys{"scope",     "rollout", "account",
                                                          "lifecycle", "fields",  "entitlements",
                                                          "guards",    "protect", "time_zone"};
    if (!yaml.keys(node, "policy", keys)) {
        return;
    }
    const auto at = [&](const char* key) { return YamlReader::get(node, key); };
    read_scope(yaml, at("scope"), policy.scope);
    read_rollout(yaml, at("rollout"), policy);
    read_account(yaml, at("account"), policy);
    read_lifecycle(yaml, at("lifecycle"), policy);
    read_owners(yaml, at("fields"), policy.fields);
    read_entitlements(yaml, at("entitlements"), file, policy.entitlements);
    read_guards(yaml, at("guards"), policy);
    read_protect(yaml, at("protect"), policy);
    read_time_zone(yaml, at("time_zone"), "policy.time_zone", policy.time_zone);
}

} // namespace rosterd::config
