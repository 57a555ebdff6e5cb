// A person's fields in DingTalk's words: all of a new account, or what changes in one that exists.
#pragma once

#include "core/model/json.hpp"
#include "core/plan/target.hpp"

namespace rosterd::plan
{

// `after` of user.create. An account that is created anew carries what HR does not state over from
// the present one.
model::Json creation_fields(const Target& target, const model::Policy& policy);

// `before` and `after` of user.update: the fields that differ, and no others; both empty if none.
struct Change {
    model::Json before = model::Json::object();
    model::Json after = model::Json::object();
};
Change changed_fields(const Target& target);

} // namespace rosterd::plan
