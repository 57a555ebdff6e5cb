// The source gave the same person another employee id, and says which they had before: the account
// goes on with the new one.
#pragma once

#include <optional>
#include <vector>

#include "core/plan/target.hpp"

namespace rosterd::plan
{

class Succession
{
public:
    explicit Succession(const PlanInput& input); // must outlive this

    // As if the links had moved already.
    const PlanInput& input() const { return moved_ ? *moved_ : given_; }
    const std::vector<model::Adoption>& adoptions() const { return adoptions_; }

    // Ids that are claimed by two people, or go round in a circle, and those whose earlier id has a
    // record of its own: nothing is done about these people until HR's word is mended.
    void hold_back(Targets& targets, Findings& findings) const;

private:
    struct Doubt {
        std::size_t person; // in PlanInput::people
        std::string_view text;
        std::string people;
    };
    void look();
    void judge(std::size_t predecessor, const std::vector<std::size_t>& claimants);
    bool goes_round(std::size_t person) const;
    std::optional<std::size_t> before(std::size_t person) const;
    void doubt(std::size_t person, std::string_view text, const std::vector<std::size_t>& people);
    void move(std::size_t from, std::size_t to);

    const PlanInput& given_;
    std::optional<PlanInput> moved_;
    std::map<std::pair<std::string, std::string>, std::size_t> place_; // source, employee_id
    std::vector<model::Adoption> adoptions_;
    std::vector<Doubt> doubts_;
};

} // namespace rosterd::plan
