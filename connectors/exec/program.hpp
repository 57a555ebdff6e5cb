// Runs a program to its end and hands over what it writes, line by line: however it behaves, this
// returns, and leaves no process behind.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "connectors/process/process.hpp"
#include "connectors/process/vigil.hpp"
#include "connectors/process/words.hpp"
#include "core/model/result.hpp"

namespace rosterd::exec
{

struct Program {
    process::Launch launch;
    process::Limits limits;
    std::size_t max_line = 4u << 20; // bytes; a longer line ends the program
};

// A line of standard output, without its end. An error ends the program.
using TakeLine = std::function<model::Result<void>(std::string_view line)>;

// Errors: those of `take` as they are; cancelled; transient or as its exit status says (77:
// unauthorised, 78: invalid) with its last words. A line that was never ended is handed over too if
// the program ended well.
model::Result<void> run(const Program& program, const TakeLine& take, process::Words& words,
                        const std::function<bool()>& cancelled);

// The program's name for messages: "export.sh".
std::string name_of(const Program& program);

} // namespace rosterd::exec
