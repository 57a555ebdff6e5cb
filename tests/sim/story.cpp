#include "tests/sim/story.hpp"

#include <algorithm>
#include <filesystem>

#include <unistd.h>

#include "core/model/document.hpp"
#include "tests/sim/hand.hpp"
#include "tests/sim/process.hpp"
#include "tests/sim/verdict.hpp"

namespace rosterd::sim
{

namespace
{

using namespace std::chrono_literals;

constexpr int kRunsToCalm = 6; // as many as may be needed once nothing goes wrong any more

// A place for state files, in memory where there is such a place.
class Folder
{
public:
    Folder()
    {
        const std::filesystem::path memory{"/dev/shm"};
        std::string name =
            (std::filesystem::is_directory(memory) ? memory
                                                   : std::filesystem::temp_directory_path()) /
            "rosterd_sim_XXXXXX";
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string state() const { return path_ + "/state.db"; }

private:
    std::string path_;
};

// Of a company that rosterd never ran for. Made once: all the migrations for each seed would cost a
// fifth of the time.
std::string fresh_state()
{
    static const Folder folder;
    static const bool made = [] {
        Disk::installed().revive();
        return open_state(folder.state()) != nullptr;
    }();
    static_cast<void>(made);
    return folder.state();
}

// Accounts that are not in both alike, as the first and as the second has them.
std::string differing(const std::vector<model::ObservedUser>& before,
                      const std::vector<model::ObservedUser>& after)
{
    std::string out;
    for (const auto& [some, others, sign] :
         {std::tuple{&before, &after, " -"}, std::tuple{&after, &before, " +"}}) {
        for (const model::ObservedUser& one : *some) {
            if (std::ranges::count(*others, one) == 0) {
                out += sign + model::document_of(one);
            }
        }
    }
    return out;
}

class Story
{
public:
    Story(std::uint64_t seed, bool traced) : world_{seed, traced}
    {
        std::filesystem::copy_file(fresh_state(), folder_.state());
    }

    Outcome play()
    {
        const model::Instant end = world_.now + (World::kDays + 4) * 24h;
        const model::Instant quiet = world_.now + World::kDays * 24h;
        while (world_.now < quiet) {
            life(quiet);
            world_.now += std::chrono::seconds{world_.dice.between(1, 1800)};
        }
        world_.note("the trouble is over");
        world_.clear_up();
        fill_role_groups(world_);
        world_.now = end; // every date has passed, every block and delay is over
        world_.disk.revive();
        calm_down();
        for (auto* judge : {faults_of, faults_of_rights, faults_of_hands_off}) {
            for (std::string& fault : judge(world_)) {
                out_.faults.push_back(std::move(fault));
            }
        }
        out_.struck = world_.coverage;
        out_.writes = world_.writes;
        out_.trace = std::move(world_.trace);
        return std::move(out_);
    }

private:
    void life(model::Instant until)
    {
        ++out_.lives;
        world_.disk.revive();
        Disk::bring_home(folder_.state());
        world_.note("a process starts");
        std::string ended;
        try {
            Process process{world_, folder_.state()};
            process.live(until);
        } catch (const Killed&) {
            ended = "killed";
        } catch (const std::exception& error) {
            ended = error.what();
            if (!world_.disk.dead() && !world_.disk.was_full()) {
                out_.faults.push_back("the process ended of itself: " + ended);
            }
        }
        if (world_.disk.dead() && ended != "killed") {
            world_.coverage.add(Fault::killed_at_disk);
        }
        if (world_.disk.was_full()) {
            world_.coverage.add(Fault::disk_full);
        }
        world_.note("the process ended: " + ended);
    }

    // Nothing goes wrong any more: a few runs, and all is as HR says. They read nothing of DingTalk
    // but what they are not sure of; a full read then finds nothing that was not known.
    void calm_down()
    {
        Process process{world_, folder_.state()};
        bool calm = false;
        for (int run = 0; run < kRunsToCalm && !calm; ++run) {
            const auto report = process.run_once(run == 0 && !hears_everything(), "calm");
            calm = report.plan.empty() && report.outcome == cycle::Outcome::done;
            process.rest(1min); // what was made can be seen, what is told has come
            calm = calm && process.store().events().count_open() == 0; // and was looked at
        }
        expect(calm, "the plan does not become empty");
        const std::int64_t writes = world_.writes;
        const auto known = process.store().mirror().everyone();
        const auto last = process.run_once(true, "calm");
        expect(last.plan.empty() && world_.writes == writes,
               "the last run still changes something");
        expect(world_.ever_foul || world_.writes == world_.done,
               "in fair weather a change took more or less than one call");
        expect(process.log().changed_in_last_read == 0,
               "the mirror differs from DingTalk" +
                   differing(known, process.store().mirror().everyone()));
        expect(process.store().journal().unresolved().empty(), "the journal has an open entry");
        const auto done = process.store().journal().done_entries({});
        for (const state::JournalEntry& entry : done) {
            ++out_.done[entry.operation.kind];
        }
        for (std::string& fault : world_.ledger.faults(done)) {
            out_.faults.push_back(std::move(fault));
        }
    }

    // Otherwise what was changed by hand shows by reading everything alone, as each night. With a
    // clock that was set, somebody else's change can look like our own of half an hour ago.
    bool hears_everything() const
    {
        return world_.listens && world_.coverage.of(Fault::clock_jump) == 0;
    }

    void expect(bool holds, const std::string& sentence)
    {
        if (!holds) {
            out_.faults.push_back(sentence);
        }
    }

    Folder folder_;
    World world_;
    Outcome out_;
};

} // namespace

Outcome play(std::uint64_t seed, bool traced)
{
    return Story{seed, traced}.play();
}

} // namespace rosterd::sim
