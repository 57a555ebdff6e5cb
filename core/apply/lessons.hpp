// What carrying plans out has taught about this company's DingTalk, where its documents leave open
// how it is, or its console decides.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/apply/outcome.hpp"
#include "core/state/run_store.hpp"

namespace rosterd::apply
{

struct RefusedNumber {
    std::string number;
    model::Instant at{};
    bool operator==(const RefusedNumber&) const = default;
};

struct ShorterText {
    std::size_t most = 0; // characters
    model::Instant at{};  // when a longer one was refused last
    bool operator==(const ShorterText&) const = default;
};

struct GivenUp {
    std::string code;
    model::Instant at{};
    bool operator==(const GivenUp&) const = default;
};

struct Lessons {
    std::set<std::string> emptied; // fields that an empty text empties
    // Fields that an empty text leaves as they are, and when that was seen last.
    std::map<std::string, model::Instant> kept;
    // HRM's position management locks title and departments: they change by a transfer.
    std::optional<model::Instant> locked;
    // userid -> the last mobile number that an account that is not activated was refused.
    std::map<std::string, RefusedNumber> numbers;
    // Role groups whose name is taken and that no list of roles has, and when that was seen last:
    // a group without a role may be in none [obtains-a-list-of-enterprise-roles].
    std::map<std::string, model::Instant> unseen_role_groups;

    // Fields of which it takes fewer characters than their pages say, see too_long.hpp.
    std::map<std::string, ShorterText> shorter;

    // Kinds of operations that were given up for a missing permission, see kDearlyTried.
    std::map<model::OperationKind, GivenUp> given_up;

    std::set<std::string> kept_fields() const;
    std::map<std::string, std::size_t> shorter_texts() const;
    std::map<std::string, std::string> refused_numbers() const;
    std::set<std::string> unseen_groups() const;
    bool operator==(const Lessons&) const = default;
};

// What was learned; what keeps rosterd from asking DingTalk is forgotten after 30 days, of a role
// group, for which somebody may have made room, after one day, so that it is tried again.
Lessons lessons(state::RunStore& store, model::Instant now);

// What this outcome teaches is remembered. True if it teaches anything new.
// `userid`: of the account that the operation was about, if any.
bool learn(state::RunStore& store, const std::string& userid, const Outcome& outcome,
           model::Instant now);

// A kind was given up for a missing permission; it is allowed again.
void remember_given_up(state::RunStore& store, model::OperationKind kind, const std::string& code,
                       model::Instant now);
void forget_given_up(state::RunStore& store, model::OperationKind kind, model::Instant now);

} // namespace rosterd::apply
