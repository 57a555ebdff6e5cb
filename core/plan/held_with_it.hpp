// What else is kept back where an operation is.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/model/plan.hpp"

namespace rosterd::plan
{

class HeldWithIt
{
public:
    explicit HeldWithIt(const model::Plan& plan); // which must outlive this

    // Adds to `held`, one flag an operation of the plan: whatever needs a held operation, and what
    // only makes room for a held one. Nobody is deleted whose new account is held, nor gives up a
    // number or name whose next one is held.
    void spread(std::vector<bool>& held) const;

private:
    bool hold_room_made_for(std::size_t change, std::vector<bool>& held) const;

    const std::vector<model::Operation>& operations_;
    std::unordered_map<std::string_view, std::size_t> place_;
};

} // namespace rosterd::plan
