#include "daemon/cycle/invitations.hpp"

#include "core/apply/outcome.hpp"
#include "core/plan/plan.hpp"

namespace rosterd::cycle
{

namespace
{

constexpr auto kAskAgain = std::chrono::hours{1};

// The account of the chosen userid, if it is this person's: somebody else may have got that userid.
bool joined(state::MirrorStore& mirror, const state::Invitation& invitation)
{
    const std::vector<std::string> one{invitation.userid};
    const auto found = mirror.users(one);
    return !found.empty() &&
           apply::fits(found.front(), {{"name", invitation.name}, {"mobile", invitation.mobile}});
}

void link(Surroundings& with, const state::Invitation& invitation, const std::string& run_id)
{
    state::MirrorStore& mirror = with.store.mirror();
    mirror.put(state::PersonLink{
        invitation.source, invitation.employee_id, invitation.userid, true, with.loop.now(), {}});
    mirror.remove_invitation(invitation.source, invitation.employee_id);
    const std::vector<std::string> touched{invitation.userid};
    with.store.roster().unsettle(touched);
    state::AuditEntry entry;
    entry.at = with.loop.now();
    entry.run_id = run_id;
    entry.actor = "rosterd";
    entry.action = "user.join";
    entry.employee_id = invitation.employee_id;
    entry.target = invitation.userid;
    entry.cause = {{"source", invitation.source}, {"rule", "invitation"}};
    with.store.audit().append(entry);
}

} // namespace

std::set<std::string> invited_to_ask(state::MirrorStore& mirror, model::Instant now)
{
    std::set<std::string> userids;
    for (state::Invitation& one : mirror.invitations()) {
        if (now - one.since < plan::kInvitationWaits && now - one.asked >= kAskAgain) {
            userids.insert(one.userid);
            one.asked = now;
            mirror.put(one);
        }
    }
    return userids;
}

void link_who_joined(Surroundings& with, const Report& report)
{
    state::MirrorStore& mirror = with.store.mirror();
    for (const state::Invitation& one : mirror.invitations()) {
        const auto other = mirror.link_to(one.userid);
        const bool theirs =
            !other || (other->source == one.source && other->employee_id == one.employee_id);
        if (!theirs || !joined(mirror, one)) {
            continue;
        }
        with.store.transaction([&] { link(with, one, report.run_id); });
        with.log.info("invitation.accepted", {{"run_id", report.run_id},
                                              {"source", one.source},
                                              {"employee_id", one.employee_id},
                                              {"userid", one.userid}});
    }
}

} // namespace rosterd::cycle
