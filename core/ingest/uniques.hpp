// What only one person may hold. Private to this room.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "core/model/person.hpp"

namespace rosterd::ingest
{

struct Unique {
    std::string_view field;
    std::string (*value)(const model::Person&);
    bool is_mail;  // compared without regard to case
    bool given_up; // by somebody who has left
};

const std::array<Unique, 6>& uniques();

// Whoever has left gives up number and mails, so that a successor may take them in the same read.
bool holds(const model::Person& person, const Unique& unique,
           const std::optional<model::Date>& today);

// The value as it is compared; empty where the person holds none.
std::string held_value(const model::Person& person, const Unique& unique,
                       const std::optional<model::Date>& today);

} // namespace rosterd::ingest
