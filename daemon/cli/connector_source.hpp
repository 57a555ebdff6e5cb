// Which source an integrator's command is about: a file that was named, or one of the
// configuration.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "daemon/cli/globals.hpp"

namespace rosterd::cli
{

struct SourceArguments {
    std::string file;             // a definition, a program, a CSV or XLSX file
    std::string source;           // or the name of a configured source
    std::vector<std::string> set; // NAME=VALUE: what the definition or the program asks for
};

// With settings that have this one source alone. A definition takes its settings from --set, or
// from the configured source where both are named. Faults are printed and answered.
int with_source(const Globals& globals, const SourceArguments& arguments,
                const std::function<int(const config::Settings&)>& work);

} // namespace rosterd::cli
