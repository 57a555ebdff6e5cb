// What holds for every command.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/model/json.hpp"
#include "core/model/result.hpp"
#include "core/state/store.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/log/log.hpp"

namespace rosterd::cli
{

struct Globals {
    std::string config = "/etc/rosterd/rosterd.yaml"; // empty: none
    bool config_named = false;                        // by --config or ROSTERD_CONFIG
    std::string log_level;
    bool json = false;
};

// On a terminal for people, to the journal under systemd, JSON otherwise. `quiet`: a progress line
// tells what goes on, so only warnings and errors are logged unless --log-level says otherwise.
std::unique_ptr<log::Log> make_log(const Globals& globals, bool quiet);

bool colour_on(int descriptor); // a terminal, and NO_COLOR is not set

model::Instant wall_clock();

// The account that calls, for the audit trail.
std::string caller();

// "2026-11-01" (its start in UTC) or "2026-11-01T09:00:00Z".
std::optional<model::Instant> instant_of(const std::string& text);

// The one JSON document of a command, to standard output.
void print_json(const model::Json& json);

// Message and hint to standard error; answers the exit status for the kind of error.
int complain(const model::Error& error);

// Whether the work makes use of secrets. Where it does not, those that this account can't get at
// are no fault.
enum class Secrets { needed, not_needed };

// Loads the configuration and hands it on; faults are printed and answered with 78.
int with_settings(const Globals& globals, const std::function<int(const config::Settings&)>& work,
                  Secrets secrets = Secrets::needed);
// ... and opens the state.
int with_store(const Globals& globals, state::Access access,
               const std::function<int(const config::Settings&, state::Store&)>& work);

} // namespace rosterd::cli
