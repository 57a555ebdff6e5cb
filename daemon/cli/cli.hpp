// The command line: what `rosterd` is told and what it answers with.
#pragma once

namespace rosterd::cli
{

// The exit status of the contract.
int run(int argc, char** argv);

} // namespace rosterd::cli
