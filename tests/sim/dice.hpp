// Chance from one seed, the same on every machine and standard library.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/model/record.hpp"

namespace rosterd::sim
{

class Dice
{
public:
    explicit Dice(std::uint64_t seed) : state_{seed} {}

    // SplitMix64.
    std::uint64_t next()
    {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31U);
    }
    bool chance(double probability)
    {
        return static_cast<double>(next() >> 11U) * 0x1.0p-53 < probability;
    }
    // Both ends included.
    int between(int least, int most)
    {
        return least + static_cast<int>(next() % static_cast<std::uint64_t>(most - least + 1));
    }
    template <typename Container>
    auto& one_of(Container& from)
    {
        return from[static_cast<std::size_t>(next() % from.size())];
    }
    // A die of its own, so that more throws here change nothing there.
    Dice fork() { return Dice{next()}; }

private:
    std::uint64_t state_;
};

} // namespace rosterd::sim
