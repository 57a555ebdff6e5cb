#include "daemon/cycle/own_events.hpp"

#include <algorithm>
#include <map>

namespace rosterd::cycle
{

namespace
{

using Kind = model::OperationKind;

constexpr auto kClocksApart = std::chrono::seconds{5};

// Empty: no event is known to follow.
std::string event_of(Kind kind)
{
    switch (kind) {
    case Kind::user_create:
        return "user_add_org";
    case Kind::user_update:
        return "user_modify_org";
    case Kind::user_delete:
        return "user_leave_org";
    case Kind::department_create:
        return "org_dept_create";
    case Kind::department_update:
        return "org_dept_modify";
    case Kind::department_delete:
        return "org_dept_remove";
    case Kind::user_disable:
    case Kind::user_enable:
    case Kind::role_create:
    case Kind::role_grant:
    case Kind::role_revoke:
    case Kind::attendance_add:
    case Kind::attendance_remove:
        return "";
    }
    return "";
}

std::vector<OwnWrite> writes_since(state::Store& store, model::Instant since)
{
    std::map<std::string, model::DeptId> id_of;
    for (const state::DepartmentLink& link : store.mirror().department_links()) {
        id_of[link.key] = link.dept_id;
    }
    std::vector<OwnWrite> writes;
    for (const state::JournalEntry& entry : store.journal().done_entries(since)) {
        const model::Operation& operation = entry.operation;
        OwnWrite write{event_of(operation.kind), {}, entry.started, *entry.ended};
        if (write.type.empty() || !entry.code.empty()) { // an invitation is told of when accepted
            continue;
        }
        if (operation.department.empty()) {
            write.about = {dingtalk::HintKind::user, operation.userid, 0};
        } else {
            const auto found = id_of.find(operation.department);
            write.about = {dingtalk::HintKind::department, "",
                           found == id_of.end() ? operation.dept_id : found->second};
        }
        writes.push_back(std::move(write));
    }
    return writes;
}

} // namespace

std::set<std::string> own_events(std::span<const state::StoredEvent> events,
                                 std::span<const OwnWrite> writes)
{
    std::multimap<std::pair<std::string, dingtalk::Hint>, const OwnWrite*> open;
    for (const OwnWrite& write : writes) {
        open.emplace(std::pair{write.type, write.about}, &write);
    }
    std::set<std::string> own;
    for (const state::StoredEvent& event : events) {
        std::vector<decltype(open)::iterator> accounted;
        const auto hints =
            dingtalk::read_event({event.id, event.type, "", event.born, event.data}).hints;
        for (const dingtalk::Hint& hint : hints) {
            const auto [first, last] = open.equal_range({event.type, hint});
            for (auto at = first; at != last; ++at) {
                if (event.born >= at->second->began - kClocksApart &&
                    event.born <= at->second->ended + kClocksApart) {
                    accounted.push_back(at);
                    break;
                }
            }
        }
        if (!hints.empty() && accounted.size() == hints.size()) {
            own.insert(event.id);
            std::ranges::for_each(accounted, [&](auto at) { open.erase(at); });
        }
    }
    return own;
}

std::set<std::string> own_events(state::Store& store, std::span<const state::StoredEvent> waiting)
{
    const auto first = std::ranges::min_element(waiting, {}, &state::StoredEvent::born);
    if (first == waiting.end()) {
        return {};
    }
    const auto writes = writes_since(store, first->born - kClocksApart);
    const auto began = std::ranges::min_element(writes, {}, &OwnWrite::began);
    if (began == writes.end()) {
        return {};
    }
    return own_events(store.events().born_since(began->began - kClocksApart), writes);
}

} // namespace rosterd::cycle
