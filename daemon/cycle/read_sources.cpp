#include "daemon/cycle/read_sources.hpp"

#include <algorithm>
#include <set>

#include "daemon/cycle/hooks.hpp"
#include "daemon/cycle/report.hpp"
#include "daemon/cycle/source_fault.hpp"

namespace rosterd::cycle
{

namespace
{

// Whoever renames a source gets everybody twice, and everybody into quarantine: the former one's
// people are still there.
void tell_of_former_sources(Surroundings& with, const Report& report)
{
    for (const std::string& name : with.store.roster().source_names()) {
        const bool configured = std::ranges::any_of(
            with.sources, [&](const Source& source) { return source.name == name; });
        if (!configured) {
            with.log.warning("source.not_configured",
                             {{"run_id", report.run_id},
                              {"source", name},
                              {"message", "the state holds the people of this source, which is not "
                                          "configured any more; they stay as they are"},
                              {"hint", "if it was renamed, write its former name again"}});
        }
    }
}

// What stands in `status` until a read is accepted.
std::optional<model::Error> fault_in(const SourceReport& read)
{
    if (!read.ok) {
        return read.error;
    }
    return read.refused
               ? std::optional{model::Error{model::ErrorKind::invalid, message_of(read),
                                            "mend the export, or see rosterd holds and approve it"}}
               : std::nullopt;
}

std::string out_of_reach(const SourceReport& read)
{
    return "source " + read.name + " could not be read: " + read.error.message +
           (read.error.hint.empty() ? "" : "; " + read.error.hint);
}

void note(Surroundings& with, const SourceReport& read, Report& report)
{
    tell(with.log, report.run_id, read);
    if (const auto fault = fault_in(read)) {
        note_fault(with.store, read.name, *fault, with.loop.now());
    } else {
        clear_fault(with.store, read.name);
    }
    if (!read.ok) {
        report.unreachable += (report.unreachable.empty() ? "" : "; ") + out_of_reach(read);
    }
}

} // namespace

void read_sources(Surroundings& with, const Request& request, Report& report)
{
    tell_of_former_sources(with, report);
    const bool only_source = with.sources.size() == 1;
    std::set<std::string> configured;
    for (const Source& source : with.sources) {
        configured.insert(source.name);
    }
    forget_faults_of_others(with.store, configured);
    for (Source& source : with.sources) {
        if (with.stop.asked()) {
            return;
        }
        with.pulse.beat();
        const std::string mark = hook_mark(with.store, source.name);
        const auto state = with.store.roster().source(source.name);
        SourceReport read = read_source(source, with.store, {request.full, state.cursor},
                                        only_source, with.loop.now(), with.policy.lost_columns);
        if (read.ok) {
            clear_hook_mark(with.store, source.name, mark);
        }
        if (read.ok || read.error.kind != model::ErrorKind::cancelled) {
            note(with, read, report);
        }
        report.sources.push_back(std::move(read));
    }
}

} // namespace rosterd::cycle
