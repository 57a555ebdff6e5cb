// Whose word counts for a field of an account that is there, and what is remembered of a field for
// which the newest counts.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/model/time.hpp"

namespace rosterd::model
{

enum class FieldOwner {
    hr,       // what DingTalk has otherwise is put right
    dingtalk, // sent when the account is made, left alone afterwards
    newest,   // who changed it last since both had the same
};

std::string_view to_string(FieldOwner owner); // as the configuration has it

// By canonical name; who is missing is HR's.
using FieldOwners = std::map<std::string, FieldOwner, std::less<>>;

// Canonical fields that may have another owner than HR: what a person or an administrator changes
// in DingTalk without anything else of the company hanging on it. `ext.NAME` may, too.
bool may_be_owned(std::string_view field);

// A field of a linked person, in HR's words.
struct FieldHistory {
    std::optional<std::string> agreed; // what both had when they last had the same; nullopt: never
    std::string hr;
    Instant hr_since{}; // when a run first found it so
    std::string dingtalk;
    Instant dingtalk_since{};
    bool operator==(const FieldHistory&) const = default;
};

} // namespace rosterd::model
