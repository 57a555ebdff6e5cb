// What reaches out of this room: a loop, HTTP, chance, and being asked to stop. Real in the daemon,
// virtual while a recording is played.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/net/http.hpp"
#include "core/net/loop.hpp"

namespace rosterd::rest
{

struct Wire {
    net::Loop* loop = nullptr;
    net::HttpClient* http = nullptr;
    std::function<void()> run; // until stop() is called from within
    std::function<void()> stop;
    std::function<std::uint64_t()> random;
    std::function<std::string()> nonce; // 8 letters and digits, never the same soon
    std::function<bool()> cancelled = [] { return false; };
    std::shared_ptr<void> keeps; // what loop and http live in
};

// Over the network. `ca_file`: empty for the system's authorities.
Wire real_wire(const std::string& ca_file = {});

} // namespace rosterd::rest
