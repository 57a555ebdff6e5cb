// A dossier for people and for programs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/plan/render.hpp"
#include "daemon/cycle/dossier.hpp"

namespace rosterd::cli
{

// What HR says of a field beside what DingTalk has. Empty `hr`: not stated, and left to DingTalk.
struct FieldPair {
    std::string field; // DingTalk's name
    std::optional<std::string> hr;
    std::string dingtalk;
    model::FieldOwner owner = model::FieldOwner::hr;
    bool stays = false; // as DingTalk has it, since it is the owner's
};
std::vector<FieldPair> fields_of(const cycle::Dossier& dossier, const plan::RenderOptions& options);

// How an account is found to be somebody's: "match.mobile", "previous_employee_id E1041".
std::string match_of(const model::Adoption& adoption);

std::string text_of(const cycle::Dossier& dossier, const plan::RenderOptions& options);
// Of an earlier instant: the account as rosterd had left it (see cycle::as_of), and what it had
// done.
std::string past_text(const cycle::Dossier& dossier, const model::Json& account,
                      const plan::RenderOptions& options);
model::Json json_of(const cycle::Dossier& dossier, const plan::RenderOptions& options);

} // namespace rosterd::cli
