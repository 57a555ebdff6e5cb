// Refusals that are not about the object: what DingTalk answered three times in a row, in whatever
// words, it would answer again. Missing permissions and used-up quotas are one API's, and end what
// asks it; credentials, addresses and the company itself are everything's.
#pragma once

#include <array>
#include <map>
#include <set>

#include "core/apply/outcome.hpp"
#include "core/model/plan.hpp"

namespace rosterd::apply
{

inline constexpr int kAlikeToStop = 3;

// Calls of these count toward the company's monthly quota: until one of a kind was not refused for
// the application, no more than three are on the wire.
inline constexpr std::array kTriedFirst{model::OperationKind::user_disable,
                                        model::OperationKind::user_enable};

// How it goes on.
enum class Course {
    on,
    on_trial,     // refused for the application, not often enough to be sure
    without_kind, // operations of this kind are given up
    ended,        // all are
};

// Each try of these is a metered call: what was given up for a missing permission is remembered.
inline constexpr std::array kDearlyTried{
    model::OperationKind::user_disable, model::OperationKind::user_enable,
    model::OperationKind::attendance_add, model::OperationKind::attendance_remove};

class Refusals
{
public:
    // A former run gave this kind up: one refusal suffices.
    void suspect(model::OperationKind kind) { suspected_.insert(kind); }
    // After this outcome of an operation of this kind.
    Course heard(model::OperationKind kind, const Outcome& outcome);
    // Such operations were given up.
    bool ended(model::OperationKind kind) const { return ended_.contains(kind); }

private:
    int everything_ = 0; // in a row
    std::map<model::OperationKind, int> kinds_;
    std::set<model::OperationKind> suspected_;
    std::set<model::OperationKind> ended_;
};

} // namespace rosterd::apply
