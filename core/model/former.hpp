// An account that rosterd removed when its person left: what is remembered of it, so that whoever
// comes back can have it again.
#pragma once

#include <string>
#include <vector>

#include "core/model/entitlements.hpp"
#include "core/model/observed.hpp"

namespace rosterd::model
{

struct Former {
    Instant since{};  // when it was removed
    std::string rule; // why: "leaver.last_day", ...
    // DingTalk's fields that HR need not state, and its departments in "dept_id_list"; no number,
    // no mail: those may be somebody else's by now.
    Json fields = Json::object();
    std::vector<Right> by_hand; // rights that somebody gave in DingTalk
    bool operator==(const Former&) const = default;
};

// The fields of `account` that are kept.
Json former_fields(const ObservedUser& account);

void to_json(Json& json, const Former& former);
void from_json(const Json& json, Former& former);

} // namespace rosterd::model
