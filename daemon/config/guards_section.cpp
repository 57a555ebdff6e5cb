#include "daemon/config/guards_section.hpp"

#include <array>
#include <span>

namespace rosterd::config
{

namespace
{

using model::Counted;
using model::Limit;
using model::Policy;

template <typename T>
void take(T& target, const std::optional<T>& value)
{
    if (value) {
        target = *value;
    }
}

enum class Over { run, window, window_and_floor };

void read_limit(YamlReader& yaml, const YAML::Node& node, const std::string& path, Limit& limit,
                Over over = Over::run)
{
    static constexpr std::array<std::string_view, 4> keys{"count", "percent", "window", "floor"};
    const std::size_t known = over == Over::run ? 2 : over == Over::window ? 3 : 4;
    if (!yaml.keys(node, path, std::span{keys}.first(known))) {
        return;
    }
    if (const auto count =
            yaml.integer(YamlReader::get(node, "count"), path + ".count", 0, 1'000'000'000)) {
        limit.count = static_cast<int>(*count);
    }
    take(limit.percent, yaml.number(YamlReader::get(node, "percent"), path + ".percent", 0, 100));
    take(limit.window, yaml.duration(YamlReader::get(node, "window"), path + ".window"));
    take(limit.floor, yaml.number(YamlReader::get(node, "floor"), path + ".floor", 0, 100));
}

// Only leavers and departments become fewer.
Over over_of(Counted kind)
{
    return kind == Counted::leavers || kind == Counted::department_deletes ? Over::window_and_floor
                                                                           : Over::window;
}

// One that is off unless it is configured. An empty value leaves it off.
void read_own_limit(YamlReader& yaml, const YAML::Node& map, const std::string& path, Counted kind,
                    std::map<Counted, Limit>& limits)
{
    const YAML::Node node = YamlReader::get(map, to_string(kind));
    if (node.IsDefined() && !node.IsNull()) {
        read_limit(yaml, node, below(path, to_string(kind)), limits[kind], over_of(kind));
    }
}

void read_department(YamlReader& yaml, const YAML::Node& node, Policy& policy)
{
    static constexpr std::array<std::string_view, 7> keys{
        "match", "leavers", "updates", "department_deletes", "creates", "enables", "rights"};
    const std::string path = "policy.guards.departments";
    if (!yaml.keys(node, path, keys)) {
        return;
    }
    model::DepartmentLimits& one = policy.department_limits.emplace_back();
    one.match = yaml.text(YamlReader::get(node, "match"), path + ".match").value_or("");
    for (const Counted kind : model::kAllCounted) {
        read_own_limit(yaml, node, path, kind, one.limits);
    }
    if (one.match.empty() || one.limits.empty()) {
        yaml.fault(node,
                   one.match.empty()
                       ? "policy.guards.departments has an entry without a pattern"
                       : "policy.guards.departments limits nothing in " + in_quotes(one.match),
                   "{match: \"零售/*\", leavers: {count: 3, percent: 10, window: 24h}}");
    }
}

void read_approval(YamlReader& yaml, const YAML::Node& node, model::Approval& approval)
{
    static constexpr std::array<std::string_view, 3> keys{"people", "expires", "reason"};
    const std::string path = "policy.guards.approval";
    if (!yaml.keys(node, path, keys)) {
        return;
    }
    if (const auto people =
            yaml.integer(YamlReader::get(node, "people"), path + ".people", 1, 10)) {
        approval.people = static_cast<int>(*people);
    }
    take(approval.expires, yaml.duration(YamlReader::get(node, "expires"), path + ".expires"));
    static constexpr std::array<std::string_view, 2> reasons{"optional", "required"};
    if (const auto reason =
            yaml.choice(YamlReader::get(node, "reason"), path + ".reason", reasons)) {
        approval.reason_required = *reason == "required";
    }
}

} // namespace

void read_guards(YamlReader& yaml, const YAML::Node& node, Policy& policy)
{
    static constexpr std::array<std::string_view, 14> keys{
        "leavers",           "updates",        "department_deletes",
        "source_shrinks",    "emptied_fields", "moved_values",
        "vanished_branches", "earlier_read",   "lost_columns",
        "creates",           "enables",        "rights",
        "departments",       "approval"};
    const std::string path = "policy.guards";
    if (!yaml.keys(node, path, keys)) {
        return;
    }
    const auto limit = [&](const char* key, Limit& target, Over over = Over::run) {
        read_limit(yaml, YamlReader::get(node, key), below(path, key), target, over);
    };
    limit("leavers", policy.leavers, Over::window_and_floor);
    limit("updates", policy.updates, Over::window);
    limit("department_deletes", policy.department_deletes, Over::window_and_floor);
    limit("emptied_fields", policy.emptied_fields);
    limit("moved_values", policy.moved_values);
    limit("vanished_branches", policy.vanished_branches);
    limit("earlier_read", policy.earlier_read);
    limit("lost_columns", policy.lost_columns);
    for (const Counted kind : {Counted::creates, Counted::enables, Counted::rights}) {
        read_own_limit(yaml, node, path, kind, policy.other_limits);
    }
    static constexpr std::array<std::string_view, 1> shrink_keys{"percent"};
    const YAML::Node shrinks = YamlReader::get(node, "source_shrinks");
    if (yaml.keys(shrinks, "policy.guards.source_shrinks", shrink_keys)) {
        take(policy.source_shrinks_percent,
             yaml.number(YamlReader::get(shrinks, "percent"),
                         "policy.guards.source_shrinks.percent", 0, 100));
    }
    const YAML::Node departments = YamlReader::get(node, "departments");
    if (yaml.list(departments, "policy.guards.departments")) {
        for (const auto& department : departments) {
            read_department(yaml, department, policy);
        }
    }
    read_approval(yaml, YamlReader::get(node, "approval"), policy.approval);
}

} // namespace rosterd::config
