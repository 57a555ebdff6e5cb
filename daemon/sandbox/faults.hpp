// Trouble to order: how a call should go wrong, and how often.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/result.hpp"

namespace rosterd::sandbox
{

enum class FaultMode {
    errcode,      // refused with `errcode` (and `sub_code` 88-wrapped); nothing is applied
    http,         // answered with the HTTP status `status`; nothing is applied
    html,         // the page of a block in front of the gateway; nothing is applied
    block,        // the same block, told as JSON with status 1111; nothing is applied
    close_before, // the connection is closed; nothing is applied
    close_after,  // applied, then the connection is closed: the answer is lost
    truncate,     // applied, then half of the answer is sent
    delay,        // applied, answered after `ms`
};

struct Fault {
    std::string path; // exact; a trailing '*' matches what follows; empty or "*": every call
    FaultMode mode = FaultMode::errcode;
    std::int64_t errcode = -1;
    std::string message;    // errmsg or the new style's message; empty: the catalogue's
    std::string code;       // the new style's code; empty: "system.busy"
    bool wrapped = false;   // errcode travels as sub_code inside 88
    int status = 500;       // of mode http, and of a new-style errcode
    std::int64_t count = 1; // so many calls fail; -1: all
    std::int64_t after = 0; // so many matching calls go well before
    std::int64_t every = 1; // of those after, each so-manieth fails
    double probability = 1; // and of these so many
    std::int64_t seed = 0;  // the same seed and the same calls give the same faults
    std::int64_t ms = 1000; // mode delay
    std::int64_t seen = 0;  // matching calls so far
};

class Faults
{
public:
    void add(Fault fault);
    void clear();
    std::optional<Fault> take(std::string_view path); // the fault this call meets, used up by it
    model::Json to_json() const;                      // those still waiting

private:
    std::vector<Fault> waiting_;
};

std::string_view to_string(FaultMode mode);
std::optional<FaultMode> fault_mode(std::string_view name);
// {"mode": ...} with what differs from the defaults, or {"switch": NAME} with what differs from
// that switch. Where `every` or `probability` stands, `count` is -1 unless it stands, too.
model::Result<Fault> fault_from_json(const model::Json& json);
// The switches people know by name: {"foreign_ip": "what it does", ...}.
model::Json describe_switches();

} // namespace rosterd::sandbox
