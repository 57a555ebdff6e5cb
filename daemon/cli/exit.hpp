// What the process tells its caller.
#pragma once

namespace rosterd::cli
{

enum Exit : int {
    exit_done = 0,
    exit_changes = 2,      // plan: there are changes; check: there are findings of severity error
    exit_held = 3,         // something is held
    exit_failed = 4,       // some operations failed, the rest is done; or interrupted
    exit_usage = 64,       // wrong usage
    exit_defect = 70,      // a defect in rosterd
    exit_unreachable = 75, // a source or DingTalk could not be reached, nothing was half done
    exit_config = 78,      // the configuration is wrong
};

} // namespace rosterd::cli
