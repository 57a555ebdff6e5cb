// What an administrator changes in DingTalk's console while rosterd works.
#pragma once

#include "tests/sim/world.hpp"

namespace rosterd::sim
{

// One change of somebody or something that rosterd manages, or of a field that it does not.
void change_by_hand(World& world);

// What HR says nothing about is as it was set by hand, and so are the rights that no rule names.
std::vector<std::string> faults_of_hands_off(World& world);

} // namespace rosterd::sim
