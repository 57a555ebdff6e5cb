#include "daemon/config/owners_section.hpp"

#include <algorithm>
#include <array>

#include "core/ingest/canonical.hpp"
#include "core/model/nearest.hpp"
#include "daemon/config/sources_section.hpp"

namespace rosterd::config
{

namespace
{

using model::FieldOwner;

constexpr std::array<std::string_view, 3> kOwners{"hr", "dingtalk", "newest"};
constexpr std::array<std::string_view, 3> kDingTalks{"userid", "unionid", "active"};

struct Reason {
    std::string_view field, why;
};

// Why a field can't have another owner than HR; empty for what is no field of a person.
std::string why_hrs(std::string_view field)
{
    static constexpr std::array<Reason, 19> reasons{{
        {"employee_id", "it is what people are known by"},
        {"departments", "departments, managers and rights follow from what HR says"},
        {"leads", "departments, managers and rights follow from what HR says"},
        {"manager_id", "departments, managers and rights follow from what HR says"},
        {"department_id", "departments, managers and rights follow from what HR says"},
        {"level", "DingTalk has no such field"},
        {"time_zone", "DingTalk has no such field"},
        {"status", "HR alone says who works here"},
        {"last_day", "HR alone says who works here"},
        {"account", "it is fixed once the account is made"},
        {"login_id", "it is fixed once the account is made"},
        {"userid", "DingTalk's userid never changes"},
        {"roles", "departments, managers and rights follow from what HR says"},
        {"attendance_group", "departments, managers and rights follow from what HR says"},
        {"employment", "DingTalk has no such field"},
        {"contract_end", "HR alone says who works here"},
        {"previous_employee_id", "it is what people were known by"},
        {"effective_on", "it says from when HR's record counts"},
        {"main_job", "DingTalk has no such field"},
    }};
    const auto found = std::ranges::find(reasons, field, &Reason::field);
    return found == reasons.end() ? "" : std::string{found->why};
}

std::vector<std::string_view> ownable()
{
    std::vector<std::string_view> names;
    for (const ingest::Canonical& one : ingest::kCanonical) {
        if (model::may_be_owned(one.name)) {
            names.push_back(one.name);
        }
    }
    return names;
}

void refuse_owner(YamlReader& yaml, const YAML::Node& node, const std::string& field)
{
    if (const std::string why = why_hrs(field); !why.empty()) {
        yaml.fault(node, "'policy.fields." + field + "' can only be hr: " + why,
                   "leave it out; owners of their own can have " + joined(ownable()) +
                       " and ext.NAME");
        return;
    }
    const auto names = ownable();
    const std::string near = model::nearest(field, names);
    yaml.fault(node, "'policy.fields' knows no field '" + field + "'",
               near.empty() ? "one of: " + joined(names) + ", ext.NAME" : near);
}

bool is_dingtalks(std::string_view name)
{
    return std::ranges::find(kDingTalks, name) != kDingTalks.end();
}

void read_names(YamlReader& yaml, const YAML::Node& node, SourceSettings& out)
{
    const auto names =
        node.IsMap() ? std::vector<std::string>{} : yaml.texts(node, "write_back.fields");
    if (names.empty()) {
        yaml.fault(node, "'write_back' names nothing that is to be written back",
                   "fields: [userid, mobile]");
    }
    std::vector<std::string_view> known = ownable();
    known.insert(known.end(), kDingTalks.begin(), kDingTalks.end());
    for (const std::string& name : names) {
        if (!is_dingtalks(name) && !model::may_be_owned(name)) {
            const std::string near = model::nearest(name, known);
            yaml.fault(node, "'write_back.fields' can't have " + in_quotes(name),
                       near.empty() ? "some of: " + joined(known) + ", ext.NAME" : near);
        }
    }
    out.write_back["fields"] = names;
}

} // namespace

void read_owners(YamlReader& yaml, const YAML::Node& node, model::FieldOwners& fields)
{
    if (!node.IsDefined() || node.IsNull()) {
        return;
    }
    if (!node.IsMap()) {
        yaml.fault(node, "'policy.fields' must be a map", "{mobile: newest, title: dingtalk}");
        return;
    }
    for (const auto& entry : node) {
        const std::string field = entry.first.Scalar();
        const bool ownable_field = model::may_be_owned(field);
        if (!ownable_field && why_hrs(field).empty()) {
            refuse_owner(yaml, entry.first, field);
            continue;
        }
        const auto word = yaml.choice(entry.second, "policy.fields." + field, kOwners);
        if (!word || *word == "hr") {
            continue;
        }
        if (ownable_field) {
            fields[field] = *word == "dingtalk" ? FieldOwner::dingtalk : FieldOwner::newest;
        } else {
            refuse_owner(yaml, entry.first, field);
        }
    }
}

void read_write_back(YamlReader& yaml, const YAML::Node& source,
                     std::span<const sdk::ConnectorKind> connectors, SourceSettings& out)
{
    const YAML::Node node = YamlReader::get(source, "write_back");
    if (!node.IsDefined() || node.IsNull()) {
        return;
    }
    if (!out.kind.write_back) {
        std::vector<std::string_view> able;
        for (const sdk::ConnectorKind& kind : connectors) {
            if (kind.write_back) {
                able.push_back(kind.name);
            }
        }
        yaml.fault(node,
                   "a source of connector '" + out.connector +
                       "' can't be told anything: it only reads",
                   "without write_back; those that can are " + joined(able));
        return;
    }
    std::vector<std::string_view> keys{"fields"};
    for (const sdk::OptionSpec& spec : out.kind.write_back->options) {
        keys.push_back(spec.name);
    }
    if (!yaml.keys(node, "write_back", keys)) {
        return;
    }
    const YAML::Node fields = YamlReader::get(node, "fields");
    read_names(yaml, fields.IsDefined() ? fields : node, out);
    for (const sdk::OptionSpec& spec : out.kind.write_back->options) {
        const YAML::Node value = YamlReader::get(node, spec.name);
        if (value.IsDefined() && !value.IsNull()) {
            out.write_back[spec.name] = yaml.json(value, "write_back." + spec.name);
        } else if (spec.required) {
            yaml.fault(node,
                       "write_back of connector '" + out.kind.name + "' needs '" + spec.name + "'",
                       spec.name + ": ... (" + spec.help + ")");
        }
    }
    if (out.kind.write_back->check) {
        for (const sdk::OptionFault& fault :
             out.kind.write_back->check(out.write_back, out.options, yaml.folder())) {
            report(yaml, node, fault);
        }
    }
}

void check_write_back(YamlReader& yaml, const YAML::Node& root, const Settings& settings)
{
    const YAML::Node sources = YamlReader::get(root, "sources");
    if (!sources.IsSequence() || sources.size() != settings.sources.size()) {
        return; // there are faults already
    }
    for (std::size_t i = 0; i < settings.sources.size(); ++i) {
        for (const std::string& field : settings.sources[i].fields_back()) {
            const bool hrs = model::may_be_owned(field) &&
                             model::owner_of(settings.policy, field) == FieldOwner::hr;
            if (hrs) {
                yaml.fault(YamlReader::get(sources[i], "write_back"),
                           "'write_back.fields' has '" + field +
                               "', which is HR's: what DingTalk has otherwise is put right, not "
                               "told",
                           "policy: {fields: {" + field +
                               ": dingtalk}}, or newest; or leave it "
                               "out here");
            }
        }
    }
}

} // namespace rosterd::config
