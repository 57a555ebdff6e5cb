// Keeps the sandbox's company in a file: always whole on disk, written at most once a second.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "daemon/sandbox/organisation_json.hpp"

namespace rosterd::sandbox
{

class Keeper
{
public:
    explicit Keeper(std::string path); // empty: nothing is kept

    // nullopt: there is no file yet. A half-written file of an earlier crash is never looked at.
    model::Result<std::optional<Organisation>> load() const;

    // How long to wait before save_if_due() has something to do; nullopt: nothing is unsaved.
    std::optional<std::chrono::milliseconds> due_in(const Organisation& organisation,
                                                    model::Instant now) const;
    // Saves what changed, unless the last save was less than a second ago; big companies are
    // written less often, so that saving takes a twentieth of the time at most.
    model::Result<bool> save_if_due(const Organisation& organisation, model::Instant now);
    model::Result<bool> save(const Organisation& organisation); // now, where something changed

    void loaded(const Organisation& organisation); // what was loaded is what the file holds

private:
    std::string path_;
    std::uint64_t saved_revision_ = UINT64_MAX;
    std::optional<model::Instant> last_save_;
    std::chrono::milliseconds pause_{1000};
};

} // namespace rosterd::sandbox
