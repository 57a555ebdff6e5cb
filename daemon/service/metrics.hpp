// Numbers to alert on, in Prometheus' text form, names rosterd_...
#pragma once

#include <memory>
#include <string>

#include "core/state/store.hpp"
#include "daemon/cycle/cycle.hpp"
#include "daemon/service/health.hpp"

namespace rosterd::service
{

class Metrics
{
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    void run_ended(const cycle::Report& report, model::Instant at);
    void run_broken(model::Instant at); // without a report: a defect, or the state failed
    void pushed(const std::string& source, std::size_t records);
    void hook(const std::string& source,
              const char* outcome); // taken refused late repeated challenge
    void event(const std::string& type, const char* outcome); // new repeated ignored

    // The present text; what the store holds (people, holds, findings) is looked up now.
    std::string text(state::Store& store, const Health& health);

private:
    struct Families;
    std::unique_ptr<Families> families_;
};

} // namespace rosterd::service
