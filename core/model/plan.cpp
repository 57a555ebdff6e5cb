#include "core/model/plan.hpp"

#include <algorithm>
#include <cstdio>
#include <ostream>
#include <utility>

#include "core/model/effects.hpp"
#include "core/model/json_text.hpp"
#include "core/model/loss.hpp"
#include "core/model/names.hpp"
#include "core/model/record.hpp"

namespace rosterd::model
{

namespace
{

using Kind = OperationKind;
constexpr std::array<std::pair<Kind, std::string_view>, 13> kKinds{{
    {Kind::department_create, "department.create"},
    {Kind::department_update, "department.update"},
    {Kind::department_delete, "department.delete"},
    {Kind::user_create, "user.create"},
    {Kind::user_update, "user.update"},
    {Kind::user_disable, "user.disable"},
    {Kind::user_enable, "user.enable"},
    {Kind::user_delete, "user.delete"},
    {Kind::role_create, "role.create"},
    {Kind::role_grant, "role.grant"},
    {Kind::role_revoke, "role.revoke"},
    {Kind::attendance_add, "attendance.add"},
    {Kind::attendance_remove, "attendance.remove"},
}};

std::string hex(std::uint64_t value)
{
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
    return text;
}

std::string local_time(Instant at, std::chrono::minutes utc_offset)
{
    std::string text = to_string(std::chrono::floor<std::chrono::seconds>(at) + utc_offset);
    const auto minutes = utc_offset.count();
    char suffix[16];
    std::snprintf(suffix, sizeof suffix, "%c%02d:%02d", minutes < 0 ? '-' : '+',
                  static_cast<int>(std::abs(minutes) / 60),
                  static_cast<int>(std::abs(minutes) % 60));
    return text.substr(0, text.size() - std::string_view{".000Z"}.size()) + suffix;
}

Json summary_of(const Plan& plan)
{
    std::map<std::string, std::int64_t> counts;
    for (const Operation& operation : plan.operations) {
        ++counts[std::string{to_string(operation.kind)}];
    }
    return counts;
}

// Without what is empty.
Json about_json(const About& about)
{
    Json json = Json::object();
    const auto put = [&json](const char* name, const auto& value, bool said) {
        if (said) {
            json[name] = value;
        }
    };
    put("department", about.department, !about.department.empty());
    put("level", about.level, !about.level.empty());
    put("enterprise", about.enterprise, about.enterprise);
    put("deleted_on", about.deleted_on ? to_string(*about.deleted_on) : "",
        about.deleted_on.has_value());
    put("rules", about.rules, !about.rules.empty());
    return json;
}

About about_in(const Json& json)
{
    return {json.value("department", ""), json.value("level", ""), json.value("enterprise", false),
            parse_date(json.value("deleted_on", "")),
            json.value("rules", std::map<std::string, std::string>{})};
}

Json losses_json(const Operation& operation)
{
    Json json = Json::array();
    for (const Loss loss : losses_of(operation)) {
        json.push_back(to_string(loss));
    }
    return json;
}

Json effects_json(const Plan& plan)
{
    Json json = Json::array();
    for (const auto& [effect, people] : effects_of(plan)) {
        json.push_back({{"level", effect.level},
                        {"change", effect.gains ? "gain" : "lose"},
                        {"field", effect.field},
                        {"name", effect.name},
                        {"rule", effect.rule},
                        {"people", people}});
    }
    return json;
}

} // namespace

// The same as the tree that to_json makes.
static void append(std::string& out, const Operation& operation)
{
    const auto text = [&out](std::string_view name, std::string_view value) {
        append_text(out.append(name), value);
    };
    text(R"({"id":)", operation.id);
    text(R"(,"kind":)", to_string(operation.kind));
    if (operation.department.empty()) {
        text(R"(,"source":)", operation.source);
        text(R"(,"employee_id":)", operation.employee_id);
        text(R"(,"userid":)", operation.userid);
    } else {
        text(R"(,"department":)", operation.department);
        out.append(R"(,"dept_id":)").append(std::to_string(operation.dept_id));
    }
    text(R"(,"name":)", operation.name);
    append(out.append(R"(,"about":)"), about_json(operation.about));
    append(out.append(R"(,"loses":)"), losses_json(operation));
    append(out.append(R"(,"before":)"), operation.before);
    append(out.append(R"(,"after":)"), operation.after);
    text(R"(,"cause":{"source":)", operation.cause.source);
    text(R"(,"where":)", operation.cause.where);
    text(R"(,"rule":)", operation.cause.rule);
    append(out.append(R"(},"needs":)"), operation.needs);
    if (!operation.rules.empty()) {
        append(out.append(R"(,"rules":)"), operation.rules);
    }
    out += '}';
}

static void to_json(Json& json, const Adoption& adoption)
{
    json = Json{{"source", adoption.source},
                {"employee_id", adoption.employee_id},
                {"userid", adoption.userid},
                {"rule", adoption.rule}};
    if (!adoption.was.empty()) {
        json["was"] = adoption.was;
    }
}

static void to_json(Json& json, const DepartmentAdoption& adoption)
{
    json = Json{{"department", adoption.key}, {"dept_id", adoption.dept_id}};
    if (!adoption.was.empty()) {
        json["was"] = adoption.was;
        json["others"] = adoption.others;
    }
}

static bool enters_or_leaves(const Operation& operation, std::int64_t dept_id)
{
    const auto is_in = [dept_id](const Json& fields) {
        const auto list = fields.find("dept_id_list");
        return list != fields.end() && std::ranges::count(*list, Json(dept_id)) > 0;
    };
    return is_in(operation.after) != is_in(operation.before);
}

std::vector<const Operation*> operations_of(const DepartmentAdoption& reading,
                                            const std::vector<Operation>& operations)
{
    std::vector<const Operation*> found;
    for (const Operation& operation : operations) {
        const std::string& department = operation.department;
        const bool concerned =
            department.empty()
                ? operation.kind == OperationKind::user_update &&
                      enters_or_leaves(operation, reading.dept_id)
                : department == reading.key ||
                      std::ranges::find(reading.others, department) != reading.others.end();
        if (concerned) {
            found.push_back(&operation);
        }
    }
    return found;
}

std::string_view to_string(OperationKind kind)
{
    return name_in(kKinds, kind);
}

std::optional<OperationKind> parse_operation_kind(std::string_view text)
{
    return value_in(kKinds, text);
}

std::string fingerprint_of(const Operation& operation)
{
    const Json bound{to_string(operation.kind), operation.source,     operation.employee_id,
                     operation.userid,          operation.department, operation.dept_id,
                     operation.before,          operation.after};
    return hex(fingerprint(bound.dump()));
}

void to_json(Json& json, const Operation& operation)
{
    json = Json{{"id", operation.id},
                {"kind", to_string(operation.kind)},
                {"name", operation.name},
                {"about", about_json(operation.about)},
                {"loses", losses_json(operation)},
                {"before", operation.before},
                {"after", operation.after},
                {"cause",
                 {{"source", operation.cause.source},
                  {"where", operation.cause.where},
                  {"rule", operation.cause.rule}}},
                {"needs", operation.needs}};
    if (operation.department.empty()) {
        json["source"] = operation.source;
        json["employee_id"] = operation.employee_id;
        json["userid"] = operation.userid;
    } else {
        json["department"] = operation.department;
        json["dept_id"] = operation.dept_id;
    }
    if (!operation.rules.empty()) {
        json["rules"] = operation.rules;
    }
}

void from_json(const Json& json, Operation& operation)
{
    const auto kind = parse_operation_kind(json.at("kind").get<std::string>());
    if (!kind) {
        throw Json::other_error::create(
            501, "unknown operation kind " + json.at("kind").get<std::string>(), &json);
    }
    operation = Operation{};
    operation.id = json.at("id").get<std::string>();
    operation.kind = *kind;
    operation.source = json.value("source", "");
    operation.employee_id = json.value("employee_id", "");
    operation.userid = json.value("userid", "");
    operation.department = json.value("department", "");
    operation.dept_id = json.value("dept_id", std::int64_t{0});
    operation.name = json.value("name", "");
    operation.about = about_in(json.value("about", Json::object()));
    operation.before = json.value("before", Json{});
    operation.after = json.value("after", Json{});
    const Json cause = json.value("cause", Json::object());
    operation.cause = {cause.value("source", ""), cause.value("where", ""),
                       cause.value("rule", "")};
    operation.needs = json.value("needs", std::vector<std::string>{});
    operation.rules = json.value("rules", std::map<std::string, std::string>{});
}

void to_json(Json& json, const Hold& hold)
{
    json = Json{
        {"id", hold.id},       {"guard", hold.guard},           {"limit", hold.limit},
        {"found", hold.found}, {"operations", hold.operations}, {"explanation", hold.explanation},
        {"facts", hold.facts}};
}

void from_json(const Json& json, Hold& hold)
{
    hold.id = json.value("id", "");
    hold.guard = json.at("guard").get<std::string>();
    hold.limit = json.value("limit", std::int64_t{0});
    hold.found = json.value("found", std::int64_t{0});
    hold.operations = json.at("operations").get<std::vector<std::string>>();
    hold.explanation = json.value("explanation", "");
    hold.facts = json.value("facts", Json::object());
}

void write_json(std::ostream& out, const Plan& plan, std::chrono::minutes utc_offset)
{
    // One value after the other: as a single tree, a plan for thousands takes longer than its
    // making.
    const auto member = [&](const char* name, const Json& value) {
        out << '"' << name << "\": " << value << ",\n";
    };
    const auto list = [&](const char* name, const auto& values, const char* end) {
        const char* before = "\n";
        std::string line;
        out << '"' << name << "\": [";
        for (const auto& value : values) {
            line.assign(std::exchange(before, ",\n")).append("  ");
            append(line, value);
            out << line;
        }
        out << (values.empty() ? "]" : "\n]") << end;
    };
    out << "{\n";
    member("plan", plan.fingerprint);
    member("created_at", local_time(plan.created_at, utc_offset));
    member("summary", summary_of(plan));
    member("forecast", {{"calls", plan.forecast.calls},
                        {"metered_calls", plan.forecast.metered_calls},
                        {"seconds", plan.forecast.seconds}});
    member("effects", effects_json(plan));
    list("operations", plan.operations, ",\n");
    list("held", plan.held, ",\n");
    list("findings", plan.findings, ",\n");
    list("adoptions", plan.adoptions, ",\n");
    list("department_adoptions", plan.department_adoptions, "\n");
    out << "}\n";
}

Plan plan_from_json(const Json& json)
{
    Plan plan;
    plan.fingerprint = json.at("plan").get<std::string>();
    plan.created_at = parse_instant(json.at("created_at").get<std::string>()).value_or(Instant{});
    plan.operations = json.at("operations").get<std::vector<Operation>>();
    plan.findings = json.value("findings", std::vector<Finding>{});
    plan.held = json.value("held", std::vector<Hold>{});
    for (const Json& adoption : json.value("adoptions", Json::array())) {
        plan.adoptions.push_back({adoption.at("source"), adoption.at("employee_id"),
                                  adoption.at("userid"), adoption.value("rule", ""),
                                  adoption.value("was", "")});
    }
    for (const Json& adoption : json.value("department_adoptions", Json::array())) {
        plan.department_adoptions.push_back({adoption.at("department"), adoption.at("dept_id"),
                                             adoption.value("was", ""),
                                             adoption.value("others", std::vector<std::string>{})});
    }
    const Json forecast = json.value("forecast", Json::object());
    plan.forecast.calls = forecast.value("calls", std::map<std::string, std::int64_t>{});
    plan.forecast.metered_calls = forecast.value("metered_calls", std::int64_t{0});
    plan.forecast.seconds = forecast.value("seconds", 0.0);
    return plan;
}

} // namespace rosterd::model
