#include "daemon/cycle/wanted.hpp"

#include "core/dingtalk/hint.hpp"

namespace rosterd::cycle
{

namespace
{

void add(Wanted& wanted, const dingtalk::Hint& hint)
{
    switch (hint.kind) {
    case dingtalk::HintKind::user:
        wanted.users.insert(hint.userid);
        break;
    case dingtalk::HintKind::department:
        wanted.departments.insert(hint.id);
        break;
    case dingtalk::HintKind::role:
        wanted.roles = true;
        break;
    case dingtalk::HintKind::administrators:
    case dingtalk::HintKind::organisation:
        wanted.everything = true;
        break;
    }
}

} // namespace

Wanted wanted_by(std::span<const state::StoredEvent> events, std::size_t people,
                 std::size_t departments)
{
    Wanted wanted;
    for (const state::StoredEvent& stored : events) {
        const dingtalk::Event event{stored.id, stored.type, "", stored.born, stored.data};
        for (const dingtalk::Hint& hint : dingtalk::read_event(event).hints) {
            add(wanted, hint);
        }
    }
    const std::size_t one_by_one = wanted.users.size() + wanted.departments.size();
    const std::size_t all = 2 + 2 * departments + people / 100;
    if (wanted.everything || one_by_one > all) {
        return {true, {}, {}, wanted.roles};
    }
    return wanted;
}

} // namespace rosterd::cycle
