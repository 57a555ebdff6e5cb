// What the documents of users and groups say of themselves and of others.
#pragma once

#include <array>
#include <set>
#include <string>

#include "core/state/scim_store.hpp"

namespace rosterd::scim
{

std::string text_in(const model::Json& object, const std::string& name); // empty if there is none
// What lists call the resource.
std::string display_of(const model::Json& doc);

// A user's document as a client knows it, and with a note of what was stated before and is not any
// more: the next record says so, or DingTalk would keep it.
model::Json without_notes(model::Json doc);
void note_cleared(const model::Json& before, model::Json& after);

// userName, externalId and employeeNumber: by what others, and employee ids, may refer to a user.
std::array<std::string, 3> identities(const model::Json& doc);
std::set<std::string> members_of(const state::ScimResource* group); // none of nullptr

} // namespace rosterd::scim
