#include "connectors/exec/streams.hpp"

#include <algorithm>

#include "core/model/nearest.hpp"

namespace rosterd::exec
{

namespace
{

using model::RecordKind;

bool is_of_pipeline(std::string_view field)
{
    return field.starts_with("_sdc_") || field.starts_with("_ab_") ||
           field.starts_with("_airbyte_");
}

} // namespace

Streams::Streams(const ExecOptions& options) : employee_id_{options.employee_id}
{
    for (const std::string& name : options.people) {
        all_[name].kind = RecordKind::person;
    }
    for (const std::string& name : options.departments) {
        all_[name].kind = RecordKind::department;
    }
}

Stream* Streams::find(std::string_view name)
{
    const auto found = all_.find(name);
    return found == all_.end() ? nullptr : &found->second;
}

model::Result<void> Streams::check_there(const std::vector<std::string>& there,
                                         const std::string& program) const
{
    for (const auto& [name, stream] : all_) {
        if (std::find(there.begin(), there.end(), name) != there.end()) {
            continue;
        }
        std::string names;
        for (const std::string& one : there) {
            names += (names.empty() ? "" : ", ") + one;
        }
        const std::vector<std::string_view> known{there.begin(), there.end()};
        const std::string near = model::nearest(name, known);
        return model::fail(model::ErrorKind::invalid, program + " has no stream \"" + name + "\"",
                           (near.empty() ? "" : "did you mean \"" + near + "\"? ") +
                               std::string{"it has: "} + names);
    }
    return {};
}

model::Result<void> Streams::take(Delivery& delivery, const std::string& name, const Stream& stream,
                                  simdjson::dom::object fields, std::string_view deleted,
                                  const std::vector<std::string>& lost) const
{
    const Way way{name,
                  [&](std::string_view field) {
                      return !is_of_pipeline(field) &&
                             std::find(lost.begin(), lost.end(), field) == lost.end();
                  },
                  stream.everything ? nullptr : &stream.keys, &lost};
    if (text_in(fields, deleted).empty()) {
        return delivery.record(stream.kind, fields, way);
    }
    if (stream.kind == RecordKind::department) {
        return {}; // a department is gone when it is missing from a complete read
    }
    std::string id = text_in(fields, employee_id_);
    if (id.empty()) {
        return delivery.fault("a record of " + name + " is gone, and has no \"" + employee_id_ +
                                  "\" that says whose it was",
                              "options: {employee_id: FIELD}, the field with the employee id");
    }
    delivery.gone(std::move(id), fields, way);
    return {};
}

} // namespace rosterd::exec
