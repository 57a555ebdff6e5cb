#include "connectors/rest/telling.hpp"

#include <algorithm>
#include <iterator>

#include "connectors/rest/caller.hpp"

namespace rosterd::rest
{

namespace
{

using model::ErrorKind;
using model::Json;
using Answers = std::vector<model::Result<void>>;

// Of their own type, so that a body of JSON has them so.
Json json_of(const std::map<std::string, std::string>& values)
{
    Json out = Json::object();
    for (const auto& [name, value] : values) {
        const bool is_flag = name == "active" || name == "hide_mobile" || name == "senior_mode";
        out[name] = is_flag ? Json(value == "true") : Json(value);
    }
    return out;
}

constexpr int kInARow = 3; // failures after which the rest is not tried

bool may_concern_everybody(const model::Error& error)
{
    return error.kind == ErrorKind::transient || error.kind == ErrorKind::throttled ||
           error.kind == ErrorKind::unauthorised || error.kind == ErrorKind::cancelled;
}

class Teller
{
public:
    Teller(WriteBackSpec& spec, const Common& common, const Reading& reading,
           const JqVariables& variables, const Scope& scope)
        : spec_{spec}, variables_{variables}, scope_{scope}, name_{reading.definition.name},
          caller_{common, reading.wire, reading.tokens, variables}
    {
    }

    model::Result<void> tell(const sdk::Learned& person)
    {
        Scope scope{&scope_};
        scope.set("employee_id", person.employee_id);
        if (spec_.find) {
            auto id = find(scope, person.employee_id);
            if (!id) {
                return tl::unexpected(id.error());
            }
            scope.set("id", std::move(*id));
        }
        scope.set("values", json_of(person.values));
        const auto answer = caller_.ask({&spec_.request, &spec_.answer, &scope, {}, nullptr});
        return answer ? model::Result<void>{} : tl::unexpected(answer.error());
    }

private:
    model::Result<Json> find(const Scope& scope, const std::string& employee_id)
    {
        const auto answer =
            caller_.ask({&spec_.find->request, &spec_.find->answer, &scope, {}, nullptr});
        if (!answer) {
            return tl::unexpected(answer.error());
        }
        std::vector<Json> ids;
        const auto said = spec_.find->records.run(answer->json, variables_);
        std::ranges::copy_if(said.front().values, std::back_inserter(ids),
                             [](const Json& id) { return !id.is_null(); });
        if (said.front().error || ids.size() != 1) {
            return model::fail(ErrorKind::not_found,
                               name_ + ": 'find' of 'write_back' found " +
                                   std::to_string(ids.size()) + " ids for employee_id " +
                                   employee_id,
                               "its 'id' has to give the one person's");
        }
        return std::move(ids.front());
    }

    WriteBackSpec& spec_;
    const JqVariables& variables_;
    const Scope& scope_;
    std::string name_;
    Caller caller_;
};

// NOLINTNEXTLINE(misc-no-recursion): as deep as the definition
bool mentions(const JsonTemplate& json, const std::string& name, const Scope& settings)
{
    return json.text.mentions(name) || std::ranges::any_of(json.parts, [&](const auto& part) {
               return part.first.text(settings, {}) && mentions(part.second, name, settings);
           });
}

} // namespace

Answers tell(const Reading& reading, const std::vector<sdk::Learned>& people)
{
    Scope scope;
    scope.set("settings", reading.settings);
    scope.set_time("now", reading.wire.loop->now());
    const auto common = common_of(reading.definition, scope);
    if (!common) {
        return Answers(people.size(), tl::unexpected(common.error()));
    }
    const Json known{
        {"settings", Json::object()}, {"lookups", Json::object()}, {"now", ""}, {"today", ""}};
    const JqVariables variables{known};
    Teller teller{*reading.definition.write_back, *common, reading, variables, scope};
    Answers out;
    int in_a_row = 0;
    for (const sdk::Learned& person : people) {
        out.push_back(in_a_row < kInARow ? teller.tell(person) : out.back());
        const bool failed = !out.back() && may_concern_everybody(out.back().error());
        const bool stopped = failed && out.back().error().kind == ErrorKind::cancelled;
        in_a_row = stopped ? kInARow : failed ? in_a_row + 1 : 0;
    }
    return out;
}

bool tells_of(const WriteBackSpec& spec, const std::string& field, const Json& settings)
{
    Scope scope;
    scope.set("settings", settings);
    const std::string name = "values." + field;
    const RequestSpec& request = spec.request;
    return request.path.mentions(name) || request.text.mentions(name) ||
           mentions(request.json, name, scope) ||
           std::ranges::any_of(request.form,
                               [&](const auto& one) { return one.second.mentions(name); }) ||
           std::ranges::any_of(request.query, [&](const auto& one) {
               return std::ranges::any_of(
                   one.second, [&](const Template& value) { return value.mentions(name); });
           });
}

} // namespace rosterd::rest
