#include "daemon/cycle/decide.hpp"

namespace rosterd::cycle
{

namespace
{

void note(state::Store& store, const std::string& action, const Decision& decision,
          model::Instant now, const Answer& answer)
{
    state::AuditEntry entry;
    entry.at = now;
    entry.actor = decision.by;
    entry.action = action;
    entry.target = decision.hold;
    entry.cause = {{"reason", decision.reason}};
    if (!decision.caller.empty() && decision.caller != decision.by) {
        entry.cause["caller"] = decision.caller;
    }
    if (decision.approve && answer.needed > 1) {
        entry.cause["approvals"] = answer.approvals;
        entry.cause["needed"] = answer.needed;
    }
    store.audit().append(entry);
}

std::string trimmed(const std::string& text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    const auto last = text.find_last_not_of(" \t\r\n");
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

// One of several; the last one decides with the names and reasons of all.
Answer approve(state::Store& store, const model::Approval& rules, const Decision& decision,
               model::Instant now)
{
    state::JournalStore& journal = store.journal();
    const bool added = journal.add_approval(decision.hold, {decision.by, now, decision.reason});
    const auto hold = journal.hold(decision.hold);
    Answer answer{Said::nothing, 0, rules.people, {}};
    std::string names;
    std::string reasons;
    for (const state::Approver& one : hold ? hold->approvals : std::vector<state::Approver>{}) {
        ++answer.approvals;
        names += (names.empty() ? "" : ", ") + one.by;
        reasons += (reasons.empty() || one.reason.empty() ? "" : "; ") + one.reason;
        answer.said = one.by == decision.by ? Said::again : answer.said;
    }
    const bool open = hold && (hold->status == "open" || hold->status == "rejected");
    if (!open) {
        answer.said = Said::nothing;
    } else if (answer.approvals >= rules.people) { // or as many are needed no more
        answer.said = journal.decide_hold(decision.hold, true, names, reasons, now) ? Said::decided
                                                                                    : Said::nothing;
    } else if (added) {
        answer.said = Said::waits;
    }
    return answer;
}

} // namespace

Answer decide(state::Store& store, const model::Approval& rules, const Decision& given,
              model::Instant now)
{
    Decision decision = given;
    decision.by = trimmed(given.by);
    decision.reason = trimmed(given.reason);
    Answer answer{Said::nothing, 0, rules.people, {}};
    if (decision.by.empty()) {
        answer.said = Said::no_name;
        return answer;
    }
    if (rules.reason_required && decision.reason.empty()) {
        answer.said = Said::no_reason;
        return answer;
    }
    store.transaction([&] {
        if (decision.approve) {
            answer = approve(store, rules, decision, now);
            if (answer.said == Said::decided) {
                answer.also = store.journal().sharing_with(decision.hold);
            }
        } else if (store.journal().decide_hold(decision.hold, false, decision.by, decision.reason,
                                               now)) {
            answer.said = Said::decided;
        }
        if (answer.said == Said::decided || answer.said == Said::waits) {
            note(store, decision.approve ? "approve" : "reject", decision, now, answer);
        }
    });
    return answer;
}

std::string approvals_text(const state::StoredHold& hold, const model::Approval& rules)
{
    return std::to_string(hold.approvals.size()) + " of " + std::to_string(rules.people) +
           " approvals";
}

std::vector<std::string> expire(state::Store& store, const model::Approval& rules,
                                model::Instant now)
{
    std::vector<std::string> ids;
    if (rules.expires.count() <= 0) {
        return ids;
    }
    store.transaction([&] {
        ids = store.journal().expire_holds(now - rules.expires);
        for (const std::string& id : ids) {
            note(store, "expire",
                 {id, false, "rosterd", "nobody decided, or it was not carried out, in time"}, now,
                 {});
        }
    });
    return ids;
}

} // namespace rosterd::cycle
