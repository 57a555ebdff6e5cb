#include "daemon/cycle/decide.hpp"

namespace rosterd::cycle
{

bool decide(state::Store& store, const Decision& decision, model::Instant now)
{
    bool decided = false;
    store.transaction([&] {
        decided = store.journal().decide_hold(decision.hold, decision.approve, decision.by,
                                              decision.reason, now);
        if (decided) {
            state::AuditEntry entry;
            entry.at = now;
            entry.actor = decision.by;
            entry.action = decision.approve ? "approve" : "reject";
            entry.target = decision.hold;
            entry.cause = {{"reason", decision.reason}};
            store.audit().append(entry);
        }
    });
    return decided;
}

} // namespace rosterd::cycle
