// One life of rosterd: from the opening of the state until the process ends.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "daemon/cycle/cycle.hpp"
#include "daemon/schedule/schedule.hpp"
#include "tests/sim/post.hpp"
#include "tests/sim/wire.hpp"

namespace rosterd::sim
{

// Events go to the trace; the last full read of DingTalk is remembered.
class TraceLog final : public log::Log
{
public:
    explicit TraceLog(World& world) : world_{world} {}
    void write(log::Level level, std::string_view event, const model::Json& fields) override;
    std::int64_t changed_in_last_read = -1; // accounts that were not as the mirror had them

private:
    World& world_;
};

// Throws what keeps it from being opened.
std::unique_ptr<state::Store> open_state(const std::string& file);

class Process
{
public:
    // Throws what keeps it from starting: a full or dying disk.
    Process(World& world, const std::string& state_file);
    ~Process() { world_.open_entries = {}; }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    // Runs by its schedule until `until` (true time) or until something ends it.
    void live(model::Instant until);
    cycle::Report run_once(bool full, const std::string& trigger);
    void rest(model::Duration wait); // only what comes by itself happens

    state::Store& store() { return *store_; }
    const TraceLog& log() const { return log_; }

private:
    void tick() { world_.now = began_ + loop_.steady(); }
    void threaten();
    void run(const schedule::Start& start);
    void wait();
    std::optional<model::Instant> setting(const char* name);

    World& world_;
    model::Instant began_;
    net::VirtualLoop loop_;
    cycle::Stop stop_;
    cycle::Pulse pulse_;
    TraceLog log_;
    Wire wire_;
    std::unique_ptr<state::Store> store_;
    std::unique_ptr<dingtalk::Client> client_;
    std::unique_ptr<dingtalk::Directory> directory_;
    std::unique_ptr<dingtalk::EventBacklog> backlog_;
    std::vector<cycle::Source> sources_;
    schedule::Schedule schedule_;
    std::unique_ptr<Post> post_; // nothing: events are not listened to
    std::size_t hr_version_ = 0;
    model::Duration retry_after_{std::chrono::seconds{10}};
};

} // namespace rosterd::sim
