// What DingTalk has of one right, read to find out what became of an operation on it.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "core/apply/outcome.hpp"
#include "core/dingtalk/rights.hpp"
#include "core/model/entitlements.hpp"
#include "core/state/rights_store.hpp"

namespace rosterd::apply
{

using Userids = std::set<std::string>;

// Everybody who has the right `id` stands for: a role's id, an attendance group's key.
void ask_holders(dingtalk::Rights& rights, const model::Right& right, const std::string& id,
                 dingtalk::Answer<Userids> done);

// Whether a role is there, and its group. `before`: why that is asked.
void look_for_role(dingtalk::Rights& rights, const std::string& role,
                   const dingtalk::ApiError& before, const std::function<void(Outcome)>& done);

// What became of operations on rights that a former process left on the wire. Who holds a right is
// asked once for all of them.
class RightsFoundOut
{
public:
    RightsFoundOut(dingtalk::Rights& rights, state::RightsStore& known)
        : rights_{rights}, known_{known}
    {
    }

    // This object must outlive the call.
    void ask(const model::Operation& operation, const std::function<void(Outcome)>& done);

private:
    dingtalk::Rights& rights_;
    state::RightsStore& known_;
    std::map<model::Right, Userids> holders_;
};

} // namespace rosterd::apply
