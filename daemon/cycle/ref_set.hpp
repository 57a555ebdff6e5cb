// People of the store by their rows: a bit each.
#pragma once

#include <vector>

#include "core/state/roster_store.hpp"

namespace rosterd::cycle
{

class RefSet
{
public:
    void insert(state::PersonRef ref)
    {
        const auto at = static_cast<std::size_t>(ref);
        if (at >= bits_.size()) {
            bits_.resize(at + 1 + at / 2);
        }
        bits_[at] = true;
    }
    bool contains(state::PersonRef ref) const
    {
        const auto at = static_cast<std::size_t>(ref);
        return at < bits_.size() && bits_[at];
    }
    // Those who are in it, in order.
    std::vector<state::PersonRef> refs() const
    {
        std::vector<state::PersonRef> out;
        for (std::size_t at = 0; at < bits_.size(); ++at) {
            if (bits_[at]) {
                out.push_back(static_cast<state::PersonRef>(at));
            }
        }
        return out;
    }

private:
    std::vector<bool> bits_;
};

} // namespace rosterd::cycle
