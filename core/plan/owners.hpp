// Fields that are not HR's alone: how the two sides stand, which value stays, and what HR is to
// learn of it.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/plan/target.hpp"

namespace rosterd::plan
{

struct OwnedField {
    std::string name; // canonical
    model::FieldOwner owner = model::FieldOwner::dingtalk;
    std::optional<std::string> hr; // nullopt: not stated
    std::string dingtalk;          // in HR's words
    bool differs = false;
    bool stays = false; // as DingTalk has it
    // Of a field for which the newest counts: up to date.
    std::optional<model::FieldHistory> history{};
};

// The fields of this person that the policy gives to another owner than HR; `account` is the
// person's. Left out is what the app may not see, and the number of an enterprise account, which
// nobody changes there.
std::vector<OwnedField> owned_fields(const PersonCase& person, const model::ObservedUser& account,
                                     const model::Policy& policy, model::Instant now);

// Who changed the field since both had the same. Where they never had, and where both changed in
// the same run, HR counts; else who was found changed later.
bool is_dingtalks(const model::FieldHistory& history, std::string_view field);
model::FieldHistory seen(const std::optional<model::FieldHistory>& before, std::string_view field,
                         const std::string& hr, const std::string& dingtalk, model::Instant now);

// Of these names (canonical ones that aren't HR's, `userid`, `unionid`, `active`) what HR does not
// say itself; nullopt: HR says the same, or its own word counts. An empty value is nobody's news:
// DingTalk leaves out what an application may not see.
std::map<std::string, std::optional<std::string>>
learned(const PersonCase& person, const model::ObservedUser& account, const model::Policy& policy,
        std::span<const std::string> names, model::Instant now);

// Decides Target::wish.
void heed_owners(Targets& targets, const PlanInput& input);

} // namespace rosterd::plan
