#include "core/plan/calendar.hpp"

#include <gtest/gtest.h>

#include "tests/core/plan/company.hpp"

namespace rosterd::plan::test
{
namespace
{

using model::parse_instant;
constexpr std::chrono::year_month kNovember{std::chrono::year{2026}, std::chrono::November};

// "not_yet 2026-11-24T16:00 has_account ..."
struct Calendar : testing::Test {
    Company company;

    std::string of(const std::string& id) const
    {
        const PlanInput input = company.input();
        const auto person = std::ranges::find_if(
            input.people, [&](const PersonCase& one) { return one.person.employee_id == id; });
        std::string out;
        model::Instant before = company.now;
        for (const CalendarEntry& entry : calendar(input, *person)) {
            out += entry.at == before ? "" : " " + model::to_string(entry.at).substr(0, 16);
            before = entry.at;
            out += (out.empty() ? "" : " ") + std::string{to_string(entry.standing)};
            out += entry.rule.empty() ? "" : "(" + entry.rule + ")";
        }
        return out;
    }

    Person& employed(const std::string& id, std::optional<model::AccountKind> kind = {})
    {
        Person& person = company.hire(id, "13800000001");
        person.account = kind;
        EXPECT_FALSE(company.apply(make(company.input()).plan));
        return person;
    }
};

TEST_F(Calendar, JoinerAheadOfTheFirstDay_GetsAnAccountThenAndLosesItAfterTheLast)
{
    Person& person = company.hire("E1", "13800000001");
    person.hired_on = kNovember / std::chrono::day{25};
    person.last_day = kNovember / std::chrono::day{30};

    EXPECT_EQ(of("E1"), "not_yet 2026-11-24T16:00 to_create has_account "
                        "2026-11-30T16:00 to_remove(leaver.last_day)");
}

TEST_F(Calendar, WhoseRingHasNotStarted_WaitsUntilItDoes)
{
    company.policy.rollout = {{"pilot", {}, {"E1"}, 0, {}}, {"rest", {}, {}, 0, {}}};
    company.hire("E1", "13800000001");
    company.hire("E2", "13800000002").last_day = kNovember / std::chrono::day{30};
    PlanInput input = company.input();
    input.rings_started = 1;
    const auto standings = [&](std::size_t i) {
        std::vector<Standing> all;
        for (const CalendarEntry& entry : calendar(input, input.people.at(i))) {
            all.push_back(entry.standing);
        }
        return all;
    };

    EXPECT_EQ(standings(0), (std::vector{Standing::to_create, Standing::has_account}));
    EXPECT_EQ(standings(1), (std::vector{Standing::waits_for_ring, Standing::gone}));
    input.rings_started = 2;
    EXPECT_EQ(standings(1).front(), Standing::to_create);
    EXPECT_EQ(to_string(Standing::waits_for_ring), "waits_for_ring");
}

TEST_F(Calendar, LeaverWithAnEnterpriseAccount_IsDisabledAndAfterTheGracePeriodRemoved)
{
    employed("E1", model::AccountKind::sso).last_day = kNovember / std::chrono::day{23};

    EXPECT_EQ(of("E1"), "has_account 2026-11-23T16:00 to_disable(leaver.last_day) disabled "
                        "2026-12-23T16:00 to_remove(leaver.grace)");
}

TEST_F(Calendar, WhoStays_HasAnAccountAndNothingAhead)
{
    employed("E1");
    EXPECT_EQ(of("E1"), "has_account");
}

TEST_F(Calendar, WhoIsOutsideTheScope_IsLeftAloneWhateverTheDates)
{
    employed("E1").last_day = kNovember / std::chrono::day{1};
    company.policy.scope.employee_ids = {"E2"};
    EXPECT_EQ(of("E1"), "out_of_scope");
}

TEST_F(Calendar, LeaverWhoseAccountIsProtected_IsSaidToBe)
{
    employed("E1").last_day = kNovember / std::chrono::day{1};
    company.policy.protected_userids = {"E1"};
    EXPECT_EQ(of("E1"), "protected_leaver(leaver.last_day)");
}

TEST_F(Calendar, LeaverWhomThePolicyLeaves_IsSaidToBeKept)
{
    employed("E1").status = model::EmploymentStatus::terminated;
    company.policy.ordinary_leaver = model::OrdinaryLeaver::ignore;
    EXPECT_EQ(of("E1"), "kept");
}

TEST_F(Calendar, JoinerWithoutADay_HasYetToJoin)
{
    company.hire("E1", "13800000001").status = model::EmploymentStatus::prehire;
    EXPECT_EQ(of("E1"), "not_yet");
}

TEST_F(Calendar, WhoCameBackAfterBeingDisabled_IsToBeEnabled)
{
    Person& person = employed("E1", model::AccountKind::sso);
    person.last_day = kNovember / std::chrono::day{1};
    EXPECT_FALSE(company.apply(make(company.input()).plan));
    person.last_day.reset();

    EXPECT_EQ(of("E1"), "to_enable has_account");
}

TEST_F(Calendar, EveryStanding_HasASentenceInEachLanguage)
{
    for (int i = 0; i <= static_cast<int>(Standing::gone); ++i) {
        std::set<std::string_view> sentences;
        for (const auto language :
             {model::Language::zh_tw, model::Language::zh_cn, model::Language::en}) {
            sentences.insert(sentence_of(static_cast<Standing>(i), language));
        }
        EXPECT_EQ(sentences.size(), 3U) << i;
        EXPECT_FALSE(sentences.contains("")) << i;
    }
}

} // namespace
} // namespace rosterd::plan::test
