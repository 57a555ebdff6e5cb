#include "daemon/config/lifecycle_section.hpp"

#include <array>

#include "daemon/config/entitlements_section.hpp"
#include "daemon/config/words.hpp"

namespace rosterd::config
{

namespace
{

constexpr std::array<Word<model::OrdinaryLeaver>, 2> kOrdinary{{
    {"delete", model::OrdinaryLeaver::remove},
    {"ignore", model::OrdinaryLeaver::ignore},
}};
constexpr std::array<Word<model::EnterpriseLeaver>, 3> kEnterprise{{
    {"disable", model::EnterpriseLeaver::disable},
    {"delete", model::EnterpriseLeaver::remove},
    {"ignore", model::EnterpriseLeaver::ignore},
}};
constexpr std::array<Word<model::AbsentRule>, 2> kAbsent{{
    {"leaver", model::AbsentRule::leaver},
    {"ignore", model::AbsentRule::ignore},
}};
constexpr std::array<Word<model::MobileChange>, 2> kMobileChange{{
    {"report", model::MobileChange::report},
    {"recreate", model::MobileChange::recreate},
}};

template <typename Duration>
void read_joiner(YamlReader& yaml, const YAML::Node& node, const std::string& path,
                 Duration& create_before)
{
    static constexpr std::array<std::string_view, 1> keys{"create_before"};
    if (yaml.keys(node, path, keys)) {
        take(create_before,
             yaml.duration(YamlReader::get(node, "create_before"), below(path, "create_before")));
    }
}

// Into the policy itself, or into a rule for some people.
template <typename Into>
void read_leaver(YamlReader& yaml, const YAML::Node& node, const std::string& path, Into& into)
{
    static constexpr std::array<std::string_view, 4> keys{"ordinary", "enterprise", "grace", "at"};
    if (!yaml.keys(node, path, keys)) {
        return;
    }
    const auto at = [&](const char* key) { return YamlReader::get(node, key); };
    take(into.leaves_at, yaml.time_of_day(at("at"), below(path, "at")));
    read_word(yaml, at("ordinary"), below(path, "ordinary"), kOrdinary, into.ordinary_leaver);
    read_word(yaml, at("enterprise"), below(path, "enterprise"), kEnterprise,
              into.enterprise_leaver);
    take(into.grace, yaml.duration(at("grace"), below(path, "grace")));
}

void read_rehire(YamlReader& yaml, const YAML::Node& node, model::Rehire& rehire)
{
    const std::string path = "policy.lifecycle.rehire";
    static constexpr std::array<std::string_view, 2> keys{"same_userid", "restore"};
    if (!yaml.keys(node, path, keys)) {
        return;
    }
    take(rehire.same_userid,
         yaml.flag(YamlReader::get(node, "same_userid"), below(path, "same_userid")));
    const YAML::Node restore = YamlReader::get(node, "restore");
    if (!yaml.list(restore, below(path, "restore"))) {
        return;
    }
    static constexpr std::array<std::string_view, 3> words{"departments", "fields", "rights"};
    for (const auto& entry : restore) {
        const auto word = yaml.choice(entry, below(path, "restore"), words);
        rehire.departments |= word == "departments";
        rehire.fields |= word == "fields";
        rehire.rights |= word == "rights";
    }
}

void read_lifecycle_rules(YamlReader& yaml, const YAML::Node& node,
                          std::vector<model::LifecycleRule>& rules)
{
    if (!yaml.list(node, "policy.lifecycle.rules")) {
        return;
    }
    static constexpr std::array<std::string_view, 3> keys{"when", "joiner", "leaver"};
    for (std::size_t i = 0; i < node.size(); ++i) {
        const std::string path = "policy.lifecycle.rules[" + std::to_string(i) + "]";
        if (!yaml.keys(node[i], path, keys)) {
            continue;
        }
        model::LifecycleRule& rule = rules.emplace_back();
        rule.when.name = "lifecycle.rules[" + std::to_string(i) + "]";
        read_when(yaml, YamlReader::get(node[i], "when"), below(path, "when"), rule.when);
        read_joiner(yaml, YamlReader::get(node[i], "joiner"), below(path, "joiner"),
                    rule.create_before);
        read_leaver(yaml, YamlReader::get(node[i], "leaver"), below(path, "leaver"), rule);
    }
}

} // namespace

void read_lifecycle(YamlReader& yaml, const YAML::Node& node, model::Policy& policy)
{
    static constexpr std::array<std::string_view, 7> keys{
        "joiner", "mover", "leaver", "absent", "mobile_change", "rehire", "rules"};
    if (!yaml.keys(node, "policy.lifecycle", keys)) {
        return;
    }
    read_joiner(yaml, YamlReader::get(node, "joiner"), "policy.lifecycle.joiner",
                policy.create_before);
    static constexpr std::array<std::string_view, 1> mover_keys{"overlap"};
    const YAML::Node mover = YamlReader::get(node, "mover");
    if (yaml.keys(mover, "policy.lifecycle.mover", mover_keys)) {
        take(policy.overlap,
             yaml.duration(YamlReader::get(mover, "overlap"), "policy.lifecycle.mover.overlap"));
    }
    read_leaver(yaml, YamlReader::get(node, "leaver"), "policy.lifecycle.leaver", policy);
    read_rehire(yaml, YamlReader::get(node, "rehire"), policy.rehire);
    read_lifecycle_rules(yaml, YamlReader::get(node, "rules"), policy.lifecycle_rules);
    read_word(yaml, YamlReader::get(node, "absent"), "policy.lifecycle.absent", kAbsent,
              policy.absent);
    read_word(yaml, YamlReader::get(node, "mobile_change"), "policy.lifecycle.mobile_change",
              kMobileChange, policy.mobile_change);
}

} // namespace rosterd::config
