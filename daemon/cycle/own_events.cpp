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
    case Kind::role_create:
        return "label_conf_add";
    case Kind::role_grant:
    case Kind::role_revoke:
        return "label_user_change";
    case Kind::user_disable:
    case Kind::user_enable:
    case Kind::attendance_add:
    case Kind::attendance_remove:
        return "";
    }
    return "";
}

// What the event about one change is about.
class About
{
public:
    explicit About(state::Store& store)
    {
        for (const state::DepartmentLink& link : store.mirror().department_links()) {
            departments_[link.key] = link.dept_id;
        }
        for (const auto& [right, id] : store.rights().known()) {
            if (right.kind == model::RightKind::role) {
                roles_[right.name] = std::stoll(id);
            }
        }
        for (const auto& [name, id] : store.rights().role_groups()) {
            groups_[name] = std::stoll(id);
        }
    }

    std::vector<dingtalk::Hint> of(const model::Operation& operation) const
    {
        using dingtalk::HintKind;
        if (const auto right = model::right_of(operation)) {
            const std::int64_t role = in(roles_, right->name, 0);
            if (operation.kind != Kind::role_create) {
                return {{HintKind::role, operation.userid, role}};
            }
            const std::int64_t group = in(groups_, model::role_group_of(right->name), 0);
            return {{HintKind::role, "", role}, {HintKind::role, "", group}};
        }
        if (operation.department.empty()) {
            return {{HintKind::user, operation.userid, 0}};
        }
        return {
            {HintKind::department, "", in(departments_, operation.department, operation.dept_id)}};
    }

private:
    using Ids = std::map<std::string, std::int64_t, std::less<>>;
    static std::int64_t in(const Ids& ids, std::string_view name, std::int64_t otherwise)
    {
        const auto found = ids.find(name);
        return found == ids.end() ? otherwise : found->second;
    }

    Ids departments_;
    Ids roles_;
    Ids groups_;
};

std::vector<OwnWrite> writes_since(state::Store& store, model::Instant since)
{
    const About about{store};
    std::vector<OwnWrite> writes;
    for (const state::JournalEntry& entry : store.journal().done_entries(since)) {
        const std::string type = event_of(entry.operation.kind);
        if (type.empty() || !entry.code.empty()) { // an invitation is told of when accepted
            continue;
        }
        for (const dingtalk::Hint& hint : about.of(entry.operation)) {
            writes.push_back({type, hint, entry.started, *entry.ended});
        }
    }
    return writes;
}

std::vector<dingtalk::Hint> pairs_in(const std::vector<dingtalk::Hint>& hints)
{
    std::vector<dingtalk::Hint> pairs;
    for (const dingtalk::Hint& user : hints) {
        for (const dingtalk::Hint& role : hints) {
            if (user.kind == dingtalk::HintKind::user && role.kind == dingtalk::HintKind::role) {
                pairs.push_back({dingtalk::HintKind::role, user.userid, role.id});
            }
        }
    }
    return pairs;
}

// A batch of roles is told of as one event: everybody in it got, or lost, every role in it.
std::vector<dingtalk::Hint> told_by(const state::StoredEvent& event)
{
    auto hints = dingtalk::read_event({event.id, event.type, "", event.born, event.data}).hints;
    return event.type == "label_user_change" ? pairs_in(hints) : hints;
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
        const auto hints = told_by(event);
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
