// How long a load takes, and which calls it makes: on virtual time, to the call.
#include <gtest/gtest.h>

#include "tests/daemon/rehearsal.hpp"

namespace rosterd::test
{
namespace
{

constexpr const char* kCreate = "/topapi/v2/user/create";

sandbox::Rules at_pace(int qps)
{
    sandbox::Rules rules;
    rules.qps = qps;
    return rules;
}

double seconds(net::Duration time)
{
    return std::chrono::duration<double>(time).count();
}

TEST(Rehearsal, AThousandCreationsAtTwentyASecond_TakeAsLongAsForecastAndNoneIsThrottled)
{
    for (const net::Duration latency : {2ms, 20ms, 40ms, 200ms}) {
        Rehearsal rehearsal{1000, 20, at_pace(20), latency};
        const double forecast = rehearsal.run(false).plan.forecast.seconds;
        const auto began = rehearsal.loop.steady();

        const auto report = rehearsal.run(true);

        EXPECT_EQ(report.outcome, cycle::Outcome::done);
        const double took = seconds(rehearsal.loop.steady() - began);
        EXPECT_GE(took, 50);
        EXPECT_LE(took, 52);
        EXPECT_NEAR(forecast, took, took * 0.05);
        EXPECT_EQ(std::ranges::count(rehearsal.line.calls, true, &Line::Call::throttled), 0);
    }
}

TEST(Rehearsal, AnAnswerThatTakesHalfASecond_CostsNoPace)
{
    Rehearsal rehearsal{1000, 20, at_pace(20), 500ms};
    rehearsal.run(false);

    const auto report = rehearsal.run(true);

    EXPECT_EQ(report.outcome, cycle::Outcome::done);
    std::vector<net::Duration> sent;
    for (const Line::Call& call : rehearsal.line.calls) {
        EXPECT_FALSE(call.throttled);
        if (call.path == kCreate) {
            sent.push_back(call.at);
        }
    }
    ASSERT_EQ(sent.size(), 1000U);
    EXPECT_LE(seconds(sent.back() - sent.front()), 51) << "and half a second until it is known";
}

TEST(Rehearsal, ALimitSecretlyLower_IsLearnedWithinHalfAMinuteAndRefusesAtMostTwoPercent)
{
    Rehearsal rehearsal{1000, 20, at_pace(15), 20ms};
    rehearsal.run(false);
    const auto began = rehearsal.loop.steady();

    const auto report = rehearsal.run(true);

    EXPECT_EQ(report.outcome, cycle::Outcome::done);
    int sent = 0, refused = 0;
    net::Duration last{0};
    for (const Line::Call& call : rehearsal.line.calls) {
        sent += call.path == kCreate ? 1 : 0;
        refused += call.throttled ? 1 : 0;
        last = call.throttled ? call.at - began : last;
    }
    EXPECT_GT(refused, 0) << "it was to be learned";
    EXPECT_LE(refused, sent * 2 / 100);
    EXPECT_LE(last, 30s) << "it has settled";
    EXPECT_LE(seconds(rehearsal.loop.steady() - began), 1000 / 15.0 * 1.4);
}

TEST(Rehearsal, AFullReadOfAHundredThousandPeople_MakesExactlyTheCallsOfItsTree)
{
    constexpr int departments = 1000, people = 100'000;
    Rehearsal rehearsal{0, 100'000, at_pace(0), 2ms};
    auto& company = rehearsal.service.organisation();
    std::vector<sandbox::DeptId> ids{model::kCompanyRoot};
    for (int i = 1; i <= departments; ++i) {
        sandbox::Department department;
        department.dept_id = 1000 + i;
        department.parent_id = ids[static_cast<std::size_t>(i - 1) / 10];
        department.name = "D" + std::to_string(i);
        ids.push_back(department.dept_id);
        company.restore_department(std::move(department));
    }
    std::vector<int> members(departments + 1, 0);
    members[0] = 1; // the administrator
    for (int i = 0; i < people; ++i) {
        const auto place = static_cast<std::size_t>(i % 7 == 0 ? 0 : i % departments + 1);
        sandbox::User user;
        user.userid = "u" + std::to_string(i);
        user.name = user.userid;
        user.state_code = "86";
        user.mobile = std::to_string(13'100'000'000 + i);
        user.positions.push_back({ids[place], 0, "", "", false});
        ++members[place];
        company.restore_user(std::move(user));
    }
    std::size_t pages = 0;
    for (const int count : members) {
        pages += static_cast<std::size_t>(std::max(1, (count + 99) / 100));
    }

    std::size_t found = 0;
    rehearsal.directory->read_organisation(
        1, [&](auto read) { found = read ? read->users.size() : 0; });
    rehearsal.loop.run();

    EXPECT_EQ(found, people + 1U);
    std::map<std::string, std::size_t> calls;
    for (const Line::Call& call : rehearsal.line.calls) {
        ++calls[call.path];
    }
    EXPECT_EQ(calls["/topapi/v2/department/listsub"], departments + 1U);
    EXPECT_EQ(calls["/topapi/v2/user/list"], pages);
    EXPECT_EQ(calls["/topapi/v2/department/get"], 1U);
    EXPECT_EQ(calls["/topapi/user/listadmin"], 1U);
    EXPECT_EQ(calls["/gettoken"], 1U);
    EXPECT_EQ(calls.size(), 5U) << "and nothing else";
}

} // namespace
} // namespace rosterd::test
