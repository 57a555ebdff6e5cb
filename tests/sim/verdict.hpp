// What must be true of the world once the trouble is over.
#pragma once

#include <string>
#include <vector>

#include "tests/sim/world.hpp"

namespace rosterd::sim
{

// Everybody HR employs has one account with what HR says, nobody else has one, departments are
// those that people are in and led by whom HR names, and what was made by hand is as it was. One
// sentence a fault.
std::vector<std::string> faults_of(World& world);

// Whoever is employed has the rights of their title, and nobody else has them.
std::vector<std::string> faults_of_rights(World& world);

} // namespace rosterd::sim
