// What all that takes something back writes into: the plan's operations and findings.
#pragma once

#include <array>
#include <string_view>

#include "core/apply/net_change.hpp"
#include "core/apply/undo.hpp"

namespace rosterd::apply
{

// Of these DingTalk lets one account have a value.
inline constexpr std::array<const char*, 5> kUniqueFields{"mobile", "email", "org_email",
                                                          "telephone", "login_id"};

struct UndoDraft {
    const UndoInput& input;
    model::Plan plan{};

    // An operation on the object of `net`, whose before and after are still to be said. The
    // reference lasts until the next one.
    model::Operation& add(const NetChange& net, model::OperationKind kind, const std::string& id);
    // Something that stays as it is, and why.
    void say(const model::Operation& about, std::string_view text, const std::string& field = {},
             const std::string& value = {});
};

// "E1042", "E1042@hr" where two sources have one, "E1042-店務/店長": what the ids of operations on
// the object end with.
std::string tail_of(const NetChange& net);

} // namespace rosterd::apply
