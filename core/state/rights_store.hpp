// The mirror of roles and attendance groups, and which of them rosterd granted to whom.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/model/entitlements.hpp"
#include "core/model/time.hpp"

namespace rosterd::state
{

// What one read of DingTalk told: complete for every right in `holders`.
struct ObservedRights {
    std::map<std::string, std::string> role_groups; // name -> id
    std::map<model::Right, std::string> known; // that there are -> id; of a group its group_key
    std::map<model::Right, std::set<std::string>> holders; // asked for -> userids
    bool operator==(const ObservedRights&) const = default;
};

struct RightHolder {
    std::string userid;
    model::Right right;
    bool granted = false; // by rosterd
    // A mover's, kept for a while: since when no rule gives it to them.
    std::optional<model::Instant> ending_since{};
    bool operator==(const RightHolder&) const = default;
};

// What a read found to be other than it was known, or was never known.
struct ChangedRight {
    std::string userid;
    model::Right right;
    bool has = false; // now
};

class RightsStore
{
public:
    virtual ~RightsStore() = default;

    // The rights whose holders are known; empty before the first read.
    virtual std::set<model::Right> watched() = 0;
    // Takes over a read, and forgets what it was not asked for; who had been granted a right and
    // still has it keeps that mark. Answers the differences in rights that were watched before.
    virtual std::vector<ChangedRight> replace(const ObservedRights& read) = 0;
    virtual std::map<std::string, std::string> role_groups() = 0; // name -> id
    virtual std::map<model::Right, std::string> known() = 0;      // that there are -> id
    virtual void put_role_group(const std::string& name, const std::string& id) = 0;
    virtual void put_known(const model::Right& right, const std::string& id) = 0;
    // DingTalk no longer has it, and nobody holds it.
    virtual void remove_known(const model::Right& right) = 0;

    virtual bool anybody() = 0; // holds any: costs nothing where no rule names a right
    virtual std::vector<RightHolder> of(const std::string& userid) = 0;
    virtual std::set<model::Right> granted() = 0; // to anybody, by rosterd
    virtual void put(const RightHolder& holder) = 0;
    // Nothing where the account does not hold it.
    virtual void set_ending(const std::string& userid, const model::Right& right,
                            std::optional<model::Instant> since) = 0;
    virtual void remove(const std::string& userid, const model::Right& right) = 0;
    // The account is gone, or new under an old userid.
    virtual void remove_all(const std::string& userid) = 0;

    // Switches of an account ("senior_mode", "hide_mobile") that rosterd turned on since a rule
    // says so -> since when no rule does any more, while it is kept. remove_all() forgets them,
    // too.
    virtual bool anybody_switched() = 0; // costs nothing where no rule ever turned one on
    virtual std::map<std::string, std::optional<model::Instant>>
    switched_on(const std::string& userid) = 0;
    virtual void put_switch(const std::string& userid, const std::string& field,
                            std::optional<model::Instant> ending_since) = 0;
    virtual void remove_switch(const std::string& userid, const std::string& field) = 0;
};

} // namespace rosterd::state
