#include "daemon/service/metrics.hpp"

#include <map>
#include <set>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "daemon/cycle/findings.hpp"
#include "daemon/cycle/report.hpp"
#include "daemon/cycle/source_fault.hpp"

namespace rosterd::service
{

namespace
{

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;

double seconds_of(model::Instant at)
{
    return std::chrono::duration<double>(at.time_since_epoch()).count();
}

template <typename T>
Family<T>& family(prometheus::Registry& registry, const char* name, const char* help);

template <>
Family<Counter>& family(prometheus::Registry& registry, const char* name, const char* help)
{
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

template <>
Family<Gauge>& family(prometheus::Registry& registry, const char* name, const char* help)
{
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
}

} // namespace

struct Metrics::Families {
    prometheus::Registry registry;
    Family<Counter>& runs = family<Counter>(registry, "rosterd_runs_total", "Runs by outcome");
    Family<Counter>& operations =
        family<Counter>(registry, "rosterd_operations_total", "Operations by kind and outcome");
    Family<Counter>& pushed =
        family<Counter>(registry, "rosterd_pushed_records_total", "Records pushed, by source");
    Family<Counter>& hooks =
        family<Counter>(registry, "rosterd_hooks_total", "Webhooks by source and outcome");
    Family<Counter>& events =
        family<Counter>(registry, "rosterd_events_total", "DingTalk's events by type and outcome");
    Family<Gauge>& event_stream = family<Gauge>(registry, "rosterd_event_stream_up",
                                                "1 while DingTalk's event stream is connected");
    Gauge& events_open =
        family<Gauge>(registry, "rosterd_events_open", "Events that wait to be looked at").Add({});
    Family<Counter>& calls =
        family<Counter>(registry, "rosterd_api_calls_total", "Calls sent to DingTalk, by path");
    Family<Counter>& throttled = family<Counter>(registry, "rosterd_api_calls_throttled_total",
                                                 "Of these, refused by a rate or a block");
    Gauge& quota_used = family<Gauge>(registry, "rosterd_api_quota_used",
                                      "Metered calls of this month that rosterd made")
                            .Add({});
    Gauge& quota_left =
        family<Gauge>(registry, "rosterd_api_quota_left",
                      "What is left of dingtalk.monthly_calls; 0 when DingTalk says it is used up")
            .Add({});
    Family<Gauge>& source_up = family<Gauge>(
        registry, "rosterd_source_up", "1 if the source's last read succeeded and was accepted");
    Family<Gauge>& source_fault =
        family<Gauge>(registry, "rosterd_source_fault_since_timestamp_seconds",
                      "When the source's reads began to fail; 0 while they succeed");
    Family<Gauge>& source_records =
        family<Gauge>(registry, "rosterd_source_records", "Records in the source's last read");
    Family<Counter>& written_back = family<Counter>(
        registry, "rosterd_write_back_people_total",
        "People of whom a source was told something, by source; and of whom it could not be");
    Family<Gauge>& write_back_waiting =
        family<Gauge>(registry, "rosterd_write_back_waiting",
                      "Values that a source is to be told, by source and field");
    Family<Gauge>& write_back_failing =
        family<Gauge>(registry, "rosterd_write_back_failing", "Of these, tried in vain");
    std::set<std::pair<std::string, std::string>> backlogs; // source and field, ever seen
    Family<Gauge>& findings = family<Gauge>(registry, "rosterd_findings", "Findings by severity");
    Family<Gauge>& gauges = family<Gauge>(registry, "rosterd_people", "People by where they stand");
    Gauge& holds =
        family<Gauge>(registry, "rosterd_holds_open", "Holds that wait for a decision").Add({});
    Gauge& unresolved = family<Gauge>(registry, "rosterd_operations_unresolved",
                                      "Operations sent whose outcome is not known")
                            .Add({});
    Gauge& dingtalk_up = family<Gauge>(registry, "rosterd_dingtalk_up",
                                       "0 if DingTalk did not answer when it was last asked")
                             .Add({});
    Gauge& configuration_current =
        family<Gauge>(registry, "rosterd_configuration_current",
                      "0 if the last reload was refused, so that an older one is in force")
            .Add({});
    Gauge& running =
        family<Gauge>(registry, "rosterd_run_in_progress", "1 while a run goes on").Add({});
    Gauge& last_run =
        family<Gauge>(registry, "rosterd_last_run_timestamp_seconds", "When the last run ended")
            .Add({});
    Gauge& last_success = family<Gauge>(registry, "rosterd_last_success_timestamp_seconds",
                                        "When the last run without failures ended")
                              .Add({});
    Family<prometheus::Histogram>& duration = prometheus::BuildHistogram()
                                                  .Name("rosterd_run_duration_seconds")
                                                  .Help("How long runs take")
                                                  .Register(registry);
    prometheus::Histogram& durations = duration.Add(
        {}, prometheus::Histogram::BucketBoundaries{0.1, 0.5, 1, 5, 15, 60, 300, 1800});

    // Of every source ever read. A restart forgets nothing of it.
    void tell_of_sources(state::Store& store)
    {
        const auto faults = cycle::source_faults(store);
        for (const std::string& source : store.roster().source_names()) {
            source_up.Add({{"source", source}}).Set(faults.contains(source) ? 0 : 1);
            source_fault.Add({{"source", source}}).Set(0);
        }
        for (const auto& [source, fault] : faults) {
            source_up.Add({{"source", source}}).Set(0);
            source_fault.Add({{"source", source}}).Set(seconds_of(fault.since));
        }
    }

    Families()
    {
        family<Gauge>(registry, "rosterd_build_info", "1; the version is the label")
            .Add({{"version", ROSTERD_VERSION}})
            .Set(1);
        for (const char* outcome : {"done", "held", "failed", "interrupted", "unreachable"}) {
            runs.Add({{"outcome", outcome}});
        }
    }
};

Metrics::Metrics() : families_{std::make_unique<Families>()} {}
Metrics::~Metrics() = default;

void Metrics::run_ended(const cycle::Report& report, model::Instant at)
{
    families_->runs.Add({{"outcome", std::string{cycle::to_string(report.outcome)}}}).Increment();
    families_->durations.Observe(std::chrono::duration<double>(report.took).count());
    families_->last_run.Set(seconds_of(at));
    if (report.outcome == cycle::Outcome::done || report.outcome == cycle::Outcome::held) {
        families_->last_success.Set(seconds_of(at));
    }
    for (const apply::OperationReport& one : report.applied.operations) {
        families_->operations
            .Add({{"kind", std::string{model::to_string(one.kind)}},
                  {"outcome", std::string{cycle::name_of(one.outcome)}}})
            .Increment();
    }
    for (const auto& [path, count] : report.calls) {
        families_->calls.Add({{"path", path}}).Increment(static_cast<double>(count.sent));
        families_->throttled.Add({{"path", path}})
            .Increment(static_cast<double>(count.refused_by_rate));
    }
    for (const cycle::WrittenBack& one : report.written_back) {
        families_->written_back.Add({{"source", one.source}, {"outcome", "told"}})
            .Increment(static_cast<double>(one.people));
        families_->written_back.Add({{"source", one.source}, {"outcome", "put_off"}})
            .Increment(static_cast<double>(one.put_off));
    }
    for (const cycle::SourceReport& source : report.sources) {
        if (source.ok && source.completeness == sdk::Completeness::complete) {
            families_->source_records.Add({{"source", source.name}})
                .Set(static_cast<double>(source.records));
        }
    }
}

void Metrics::run_broken(model::Instant at)
{
    families_->runs.Add({{"outcome", "failed"}}).Increment();
    families_->last_run.Set(seconds_of(at));
}

void Metrics::pushed(const std::string& source, std::size_t records)
{
    families_->pushed.Add({{"source", source}}).Increment(static_cast<double>(records));
}

void Metrics::hook(const std::string& source, const char* outcome)
{
    families_->hooks.Add({{"source", source}, {"outcome", outcome}}).Increment();
}

void Metrics::event(const std::string& type, const char* outcome)
{
    families_->events.Add({{"type", type}, {"outcome", outcome}}).Increment();
}

std::string Metrics::text(state::Store& store, const Health& health)
{
    families_->tell_of_sources(store);
    std::map<std::string, double> counts{{"error", 0}, {"warning", 0}, {"fixed", 0}};
    for (const model::Finding& finding : cycle::all_findings(store)) {
        counts[std::string{model::to_string(finding.severity)}] += 1;
    }
    for (const auto& [severity, count] : counts) {
        families_->findings.Add({{"severity", severity}}).Set(count);
    }
    const auto people = [&](const char* where, std::int64_t count) {
        families_->gauges.Add({{"in", where}}).Set(static_cast<double>(count));
    };
    people("roster", store.roster().count_present());
    people("dingtalk", store.mirror().count_links());
    families_->holds.Set(static_cast<double>(store.journal().holds(true).size()));
    families_->unresolved.Set(static_cast<double>(store.journal().unresolved().size()));
    families_->events_open.Set(static_cast<double>(store.events().count_open()));
    std::map<std::pair<std::string, std::string>, state::Backlog> waiting;
    for (const state::Backlog& one : store.fields().backlogs()) {
        families_->backlogs.emplace(one.source, one.field);
        waiting[{one.source, one.field}] = one;
    }
    for (const auto& key : families_->backlogs) {
        const prometheus::Labels labels{{"source", key.first}, {"field", key.second}};
        const state::Backlog& one = waiting[key]; // empty: nothing waits any more
        families_->write_back_waiting.Add(labels).Set(static_cast<double>(one.waiting));
        families_->write_back_failing.Add(labels).Set(static_cast<double>(one.failing));
    }
    if (health.event_stream_up) {
        families_->event_stream.Add({}).Set(*health.event_stream_up ? 1 : 0);
    }
    families_->quota_used.Set(static_cast<double>(health.quota.used));
    families_->quota_left.Set(static_cast<double>(health.quota.left));
    families_->running.Set(health.running ? 1 : 0);
    families_->configuration_current.Set(health.kept_configuration ? 0 : 1);
    families_->dingtalk_up.Set(health.dingtalk_trouble ? 0 : 1);
    return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

} // namespace rosterd::service
