// HR of a small company: what it says at each moment, decided beforehand from a seed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/model/record.hpp"
#include "core/model/time.hpp"
#include "tests/sim/dice.hpp"

namespace rosterd::sim
{

struct Employee {
    std::string id, name, title, mobile, email, telephone, manager;
    std::vector<std::string> departments; // paths; the first is the main one
    bool leads = false;                   // the main department
    std::optional<model::Date> hired_on, last_day;
    bool operator==(const Employee&) const = default;
};
using Roster = std::map<std::string, Employee>;

class Hr
{
public:
    // A first day, and changes of all kinds during `days` after it. Whatever it says is valid: no
    // two people have one number, managers are employed.
    Hr(Dice& dice, model::Instant start, int days);

    struct Version {
        model::Instant at;
        Roster roster;
    };
    const std::vector<Version>& versions() const { return versions_; }
    std::size_t version_at(model::Instant now) const; // index

    // Employee ids whose number differs from the one they had first.
    const std::set<std::string>& renumbered() const { return renumbered_; }

private:
    Employee new_employee(const Roster& roster);
    std::string new_department();
    void change(Roster& roster, model::Instant at);
    void leave(Roster& roster, const std::string& id);
    void reorganise(Roster& roster);

    Dice dice_;
    std::vector<Version> versions_;
    std::vector<std::string> departments_; // paths
    std::vector<Employee> former_;
    std::vector<std::string> free_telephones_;
    std::set<std::string> renumbered_;
    int numbers_ = 0;
};

// As a source hands it over.
model::Record record_of(const Employee& employee);

} // namespace rosterd::sim
