#include "core/apply/undo_draft.hpp"

#include <algorithm>

#include "core/plan/finding_texts.hpp"

namespace rosterd::apply
{

using model::Operation;

Operation& UndoDraft::add(const NetChange& net, model::OperationKind kind, const std::string& id)
{
    Operation& operation = plan.operations.emplace_back(*net.last);
    operation.kind = kind;
    operation.id = id;
    operation.before = nullptr;
    operation.after = nullptr;
    operation.needs.clear();
    operation.about.rules.clear(); // they were the reasons then
    operation.about.deleted_on.reset();
    operation.cause = {net.first->cause.source, input.run, "undo"};
    return operation;
}

void UndoDraft::say(const Operation& about, std::string_view text, const std::string& field,
                    const std::string& value)
{
    std::string who =
        about.employee_id.empty() ? about.userid + about.department : about.employee_id;
    if (!about.name.empty()) {
        who += " " + about.name;
    }
    model::Finding finding =
        plan::in_words({text, field, value, {{"person", who}}}, input.language);
    finding.origin.source = about.cause.source;
    finding.origin.where = input.run;
    finding.employee_id = about.employee_id;
    plan.findings.push_back(std::move(finding));
}

std::string tail_of(const NetChange& net)
{
    const std::string& id = net.last->id; // "u-update-E1042"
    const auto verb = id.find('-');
    const auto end = verb == std::string::npos ? verb : id.find('-', verb + 1);
    return end == std::string::npos ? id : id.substr(end + 1);
}

} // namespace rosterd::apply
