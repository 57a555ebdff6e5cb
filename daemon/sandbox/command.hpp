// `rosterd sandbox`: the DingTalk sandbox as a process.
#pragma once

#include <cstdint>
#include <string>

#include "daemon/sandbox/rules.hpp"

namespace rosterd::sandbox
{

struct SandboxOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; // 0: any free one
    std::string org_file;   // --org: kept there; empty: in memory alone
    std::string seed_file;  // --seed: people to start with; see seed.hpp
    std::string tls_file;   // --tls: where the certificate goes; empty: in the clear
    std::string company = "示範集團 Demo Group"; // name of a new company
    Rules rules;
};

// Prints {"port":N} as the first line on standard output, then serves until SIGTERM or SIGINT.
// Returns the exit status: 0, 75 if it cannot listen, 78 if a file cannot be used.
int run_sandbox(const SandboxOptions& options);

} // namespace rosterd::sandbox
