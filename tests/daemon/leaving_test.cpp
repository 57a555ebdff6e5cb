// Leavers by the clock: the whole of rosterd on virtual time, turned by its schedule as the daemon
// does, and DingTalk's sandbox telling when each account went.
#include <map>

#include <gtest/gtest.h>

#include "daemon/schedule/schedule.hpp"
#include "tests/daemon/rehearsal.hpp"

namespace rosterd::test
{
namespace
{

struct Employee {
    std::string last_day, time_zone;
};

// HR's list as it is at the moment.
class Staff final : public sdk::Connector
{
public:
    explicit Staff(const std::map<std::string, Employee>& people) : people_{people} {}
    model::Result<sdk::ReadResult> read(const sdk::ReadRequest&, sdk::RecordSink& sink) override
    {
        std::uint32_t row = 1;
        for (const auto& [id, employee] : people_) {
            ++row;
            model::Record record;
            record.origin = {"hr", "row " + std::to_string(row), "", row};
            record.cells = {{"employee_id", id},
                            {"name", "Name of " + id},
                            {"mobile", std::to_string(13'800'000'000 + row)},
                            {"last_day", employee.last_day},
                            {"time_zone", employee.time_zone}};
            record.fingerprint = model::fingerprint_of(record);
            if (!sink.known(record.fingerprint, row)) {
                sink.record(std::move(record));
            }
        }
        return sdk::ReadResult{};
    }

private:
    const std::map<std::string, Employee>& people_;
};

class Leaving : public testing::Test
{
protected:
    Leaving()
    {
        rehearsal.read_from(std::make_unique<Staff>(staff));
        rehearsal.policy.leaves_at = 18h;
        rehearsal.policy.leavers.count = 100;
    }

    static model::Instant at(const char* text) { return model::parse_instant(text).value(); }

    // The schedule turns the crank until then, as the daemon's loop does.
    void live(model::Instant until)
    {
        while (rehearsal.loop.now() < until) {
            if (const auto start = schedule.begin(rehearsal.loop.now())) {
                cycle::Request request;
                request.trigger = start->trigger;
                request.read_sources = !start->only_due;
                const auto report = rehearsal.run(request);
                schedule.ended();
                schedule.look_again_at(report.due, rehearsal.loop.now());
                note_who_went();
                continue;
            }
            const auto wake = std::min(schedule.wake().value_or(until), until);
            rehearsal.loop.after(wake - rehearsal.loop.now(), [this] { rehearsal.loop.stop(); });
            rehearsal.loop.run();
            note_who_went();
        }
    }

    void note_who_went()
    {
        for (const auto& [id, employee] : staff) {
            const bool there = rehearsal.service.organisation().user(id) != nullptr;
            if (there) {
                came.insert(id);
            } else if (came.contains(id) && !went.contains(id)) {
                went[id] = rehearsal.loop.now();
            }
        }
    }

    static config::ScheduleSettings every_six_hours()
    {
        config::ScheduleSettings entry;
        entry.every = 6h;
        return entry;
    }

    std::map<std::string, Employee> staff;
    Rehearsal rehearsal{0, 20, {}, 0ms};
    schedule::Schedule schedule{{every_six_hours()}, Rehearsal::start(), {}, {}};
    std::set<std::string> came;
    std::map<std::string, model::Instant> went;
};

TEST_F(Leaving, AtSixInTheEvening_EachGoesAtThatInstantOfTheirOwnTimeZone)
{
    staff = {{"E1", {"2026-11-24", "Asia/Shanghai"}},
             {"E2", {"2026-11-24", "Asia/Urumqi"}},
             {"E3", {"2026-11-24", "Europe/London"}},
             {"E4", {"2027-03-29", "Europe/London"}}, // the day after summer time began
             {"E5", {"", ""}}};

    live(at("2027-03-31T00:00:00Z"));

    EXPECT_EQ(went, (std::map<std::string, model::Instant>{{"E1", at("2026-11-24T10:00:00Z")},
                                                           {"E2", at("2026-11-24T12:00:00Z")},
                                                           {"E3", at("2026-11-24T18:00:00Z")},
                                                           {"E4", at("2027-03-29T17:00:00Z")}}));
}

TEST_F(Leaving, ALastDayThatIsOver_GoesWithTheRunThatReadsIt)
{
    staff = {{"E1", {"", ""}}, {"E2", {"", ""}}};
    live(at("2026-11-23T02:30:00Z"));
    staff["E1"].last_day = "2026-11-20";

    live(at("2026-11-24T00:00:00Z"));

    EXPECT_EQ(went, (std::map<std::string, model::Instant>{{"E1", at("2026-11-23T08:00:00Z")}}));
}

TEST_F(Leaving, ALastDayThatHrTakesBack_EvenMinutesBefore_GoesUnheeded)
{
    staff = {{"E1", {"2026-11-24", "Asia/Shanghai"}}, {"E2", {"2026-11-24", "Asia/Shanghai"}}};
    live(at("2026-11-24T09:54:00Z"));
    staff["E1"].last_day = "";

    live(at("2026-11-25T00:00:00Z"));

    EXPECT_EQ(went, (std::map<std::string, model::Instant>{{"E2", at("2026-11-24T10:00:00Z")}}));
}

TEST_F(Leaving, ALastDayThatIsMoved_CountsAsItIsNow)
{
    staff = {{"E1", {"2026-11-24", "Asia/Shanghai"}}, {"E2", {"2026-12-24", "Asia/Shanghai"}}};
    live(at("2026-11-23T12:00:00Z"));
    staff["E1"].last_day = "2026-11-25";
    staff["E2"].last_day = "2026-11-25";

    live(at("2026-11-27T00:00:00Z"));

    EXPECT_EQ(went, (std::map<std::string, model::Instant>{{"E1", at("2026-11-25T10:00:00Z")},
                                                           {"E2", at("2026-11-25T10:00:00Z")}}));
}

} // namespace
} // namespace rosterd::test
