// One seed from beginning to end.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/model/plan.hpp"
#include "tests/sim/faults.hpp"

namespace rosterd::sim
{

struct Outcome {
    std::vector<std::string> faults; // empty: all laws were kept
    Coverage struck;
    std::map<model::OperationKind, std::int64_t> done; // operations, by the journal
    std::int64_t lives = 0;
    std::int64_t writes = 0; // calls that changed something
    std::string trace;       // if asked for
};

// The same seed gives the same outcome, and the same trace to the byte.
Outcome play(std::uint64_t seed, bool traced);

} // namespace rosterd::sim
