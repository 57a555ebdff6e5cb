#include "tests/sim/ledger.hpp"

#include <algorithm>

#include "core/dingtalk/wire.hpp"
#include "core/model/entitlements.hpp"
#include "core/plan/tree.hpp"

namespace rosterd::sim
{

namespace
{

using model::Json;
using model::OperationKind;

// The first name counts; the others are what else the operation may send.
std::vector<std::string> names_of(const model::Operation& operation)
{
    const OperationKind kind = operation.kind;
    if (const auto right = model::right_of(operation)) {
        if (kind == OperationKind::role_create) {
            return {name_of(kind, right->name),
                    name_of(kind, model::role_group_of(right->name) + "/")};
        }
        return {name_of(kind, right->name + " " + operation.userid)};
    }
    if (operation.department.empty()) {
        return {name_of(kind, operation.userid)};
    }
    const std::string mark = "~" + plan::department_mark(operation.department);
    if (kind == OperationKind::department_create || operation.dept_id == 0) {
        return {name_of(kind, mark)};
    }
    return {name_of(kind, numbered(operation.dept_id))};
}

bool makes(const std::string& name)
{
    return name.starts_with("user.create") || name.starts_with("department.create") ||
           name.starts_with("role.grant") || name.starts_with("attendance.add");
}
bool removes(const std::string& name)
{
    return name.starts_with("user.delete") || name.starts_with("department.delete #");
}

// Of the fields that are sent as they stand in the plan.
bool says_the_same(const Json& after, const Json& sent)
{
    return std::ranges::all_of(
        std::initializer_list<const char*>{"name", "title", "email", "telephone", "job_number"},
        [&](const char* field) {
            return !after.is_object() || !after.contains(field) ||
                   dingtalk::text_of(after, field) == dingtalk::text_of(sent, field);
        });
}

// A manager who goes is dropped by DingTalk itself: whoever asks what became of such a change finds
// it done, sent or not.
bool comes_by_itself(const Json& after)
{
    return after.is_object() && std::ranges::all_of(after.items(), [](const auto& field) {
               return field.key() == "manager_userid" || field.key() == "dept_manager_userid_list";
           });
}

} // namespace

void Ledger::applied(std::span<const Write> writes)
{
    by_hand(writes);
    for (const Write& write : writes) {
        ours_.insert(write.names.begin(), write.names.end());
    }
}

void Ledger::by_hand(std::span<const Write> writes)
{
    for (const Write& write : writes) {
        for (const std::string& name : write.names) {
            applied_[name].push_back(write.fields);
        }
    }
}

void Ledger::sent(std::span<const Write> writes, std::span<const state::JournalEntry> open)
{
    std::set<std::string> announced;
    for (const state::JournalEntry& entry : open) {
        const auto names = names_of(entry.operation);
        announced.insert(names.begin(), names.end());
    }
    for (const Write& write : writes) {
        if (std::ranges::none_of(write.names,
                                 [&](const auto& name) { return announced.contains(name); })) {
            unannounced_.push_back(write.names.front() + " was sent and is not in the journal");
        }
    }
}

std::vector<std::string> Ledger::faults(std::span<const state::JournalEntry> done) const
{
    std::vector<std::string> faults = unannounced_;
    std::map<std::string, std::size_t> counted;
    for (const state::JournalEntry& entry : done) {
        const std::string name = names_of(entry.operation).front();
        const auto found = applied_.find(name);
        const std::size_t times = found == applied_.end() ? 0 : found->second.size();
        if (entry.request_id.empty() && comes_by_itself(entry.operation.after)) {
            continue;
        }
        // What was made and could not be seen yet is done again when a repeat finds it.
        if (++counted[name] > times && (times == 0 || !makes(name))) {
            faults.push_back("the journal has " + name + " as done " +
                             std::to_string(counted[name]) + " times, DingTalk carried it out " +
                             std::to_string(times) + " times");
        } else if (!(makes(name) && entry.request_id.empty()) && // found: as an earlier one made it
                   std::ranges::none_of(found->second, [&](const Json& sent) {
                       return says_the_same(entry.operation.after, sent);
                   })) {
            faults.push_back("DingTalk never got " + name + " with " +
                             entry.operation.after.dump());
        }
    }
    for (const std::string& name : ours_) {
        if (removes(name) && !counted.contains(name)) {
            faults.push_back("DingTalk carried out " + name + ", the journal has it as not done");
        }
    }
    return faults;
}

} // namespace rosterd::sim
