#include "core/plan/owners.hpp"

#include <random>

#include <gtest/gtest.h>

#include "tests/core/plan/company.hpp"
#include "tests/core/plan/words.hpp"

namespace rosterd::plan::test
{
namespace
{

using namespace std::chrono_literals;
using model::FieldOwner;
using Told = std::map<std::string, std::string>; // field -> value

// A company whose runs remember what the store would, and tell HR what it would be told.
struct Owners : testing::Test {
    Company company;
    std::map<PersonKey, std::map<std::string, model::FieldHistory>> histories;
    std::map<PersonKey, Told> told; // last
    std::vector<std::string> fields{"mobile",      "title", "email",   "hired_on",
                                    "hide_mobile", "name",  "ext.卡號"};

    PlanInput input() const
    {
        PlanInput out = company.input();
        for (PersonCase& one : out.people) {
            const auto found = histories.find({one.person.origin.source, one.person.employee_id});
            if (found != histories.end()) {
                one.histories = found->second;
            }
        }
        return out;
    }
    std::string planned() const { return words(make(input()).plan); }

    // What HR is newly told by what is known now.
    std::map<PersonKey, Told> learn()
    {
        std::map<PersonKey, Told> fresh;
        for (const PersonCase& one : input().people) {
            if (!one.link || !one.account) {
                continue;
            }
            const PersonKey key{one.person.origin.source, one.person.employee_id};
            for (const OwnedField& field :
                 owned_fields(one, *one.account, company.policy, company.now)) {
                if (field.history) {
                    histories[key][field.name] = *field.history;
                }
            }
            for (const auto& [field, value] :
                 learned(one, *one.account, company.policy, fields, company.now)) {
                if (value && told[key][field] != *value) {
                    fresh[key][field] = told[key][field] = *value;
                }
            }
        }
        return fresh;
    }

    // A run, some time after the last one; what HR is told of it.
    std::map<PersonKey, Told> run()
    {
        company.now += 1h;
        const PlanResult result = make(input());
        auto fresh = learn();
        EXPECT_FALSE(company.apply(result.plan));
        for (auto& [key, values] : learn()) {
            fresh[key].insert(values.begin(), values.end());
        }
        return fresh;
    }

    Told run_and_tell() // of the one person
    {
        const auto fresh = run();
        return fresh.empty() ? Told{} : fresh.begin()->second;
    }

    void own(FieldOwner owner) // all of them
    {
        for (const std::string& field : fields) {
            company.policy.fields[field] = owner;
        }
    }
};

TEST_F(Owners, FieldOfDingTalks_IsSentWhenTheAccountIsMadeAndLeftAloneAfterwards)
{
    own(FieldOwner::dingtalk);
    company.hire("E1", "13800000001").title = "店員";
    run();
    EXPECT_EQ(company.account("E1").title, "店員");

    company.account("E1").title = "店長";
    EXPECT_EQ(planned(), "");
    company.person("E1").title = "經理";
    EXPECT_EQ(planned(), "");
}

TEST_F(Owners, FieldOfHrs_IsPutRightBesideOneOfDingTalks)
{
    company.policy.fields = {{"title", FieldOwner::dingtalk}};
    Person& person = company.hire("E1", "13800000001");
    person.title = "店員";
    person.remark = "HR";
    run();
    company.account("E1").title = company.account("E1").remark = "by hand";

    const auto operations = make(input()).plan.operations;

    ASSERT_EQ(operations.size(), 1);
    EXPECT_EQ(operations[0].after, (Json{{"remark", "HR"}}));
}

TEST_F(Owners, NumberOfDingTalks_OfAnActiveAccountIsNoTroubleAndIsTold)
{
    company.policy.fields = {{"mobile", FieldOwner::dingtalk}};
    company.hire("E1", "13800000001");
    run();
    company.account("E1").active = true;
    company.account("E1").mobile = "13800000009";

    EXPECT_EQ(planned(), "");
    EXPECT_TRUE(make(input()).outlooks.at(0).settled);
    EXPECT_EQ(run_and_tell(), (Told{{"mobile", "13800000009"}}));
    EXPECT_EQ(run_and_tell(), Told{}) << "whoever ignores it is not told again";
    company.person("E1").mobile = "13800000009";
    EXPECT_EQ(planned(), "");
    EXPECT_EQ(run_and_tell(), Told{});
}

TEST_F(Owners, AccountThatIsAdopted_KeepsWhatIsDingTalks)
{
    company.policy.fields = {{"title", FieldOwner::dingtalk}};
    company.hire("E1", "13800000001").title = "店員";
    company.add_account("E1", "13800000001").title = "店長";
    company.account("E1").job_number = "E1";
    company.account("E1").name = company.person("E1").name;

    EXPECT_EQ(run_and_tell(), (Told{{"title", "店長"}}));
    EXPECT_EQ(company.account("E1").title, "店長");
}

TEST_F(Owners, AccountMadeAnewForItsNumber_KeepsWhatIsDingTalks)
{
    company.policy.fields = {{"title", FieldOwner::dingtalk}};
    company.policy.mobile_change = model::MobileChange::recreate;
    company.hire("E1", "13800000001").title = "店員";
    run();
    company.account("E1").active = true;
    company.account("E1").title = "店長";
    company.person("E1").mobile = "13800000009";
    run();

    EXPECT_EQ(company.account("E1").mobile, "13800000009");
    EXPECT_EQ(company.account("E1").title, "店長");
}

TEST_F(Owners, ValueThatItsHolderKeeps_IsRefusedToOthersAndNotTakenFromThem)
{
    company.policy.fields = {{"email", FieldOwner::newest}};
    company.hire("E1", "13800000001").email = "a@example.cn";
    company.hire("E2", "13800000002").email = "b@example.cn";
    run();
    company.account("E1").email = "c@example.cn"; // by hand; HR has not heard of it
    run();
    company.person("E2").email = "c@example.cn";

    EXPECT_EQ(planned(), "error email.taken E2 c@example.cn\n");
}

TEST_F(Owners, RightsOfTheMatrix_GoByTheTitleThatHrSays)
{
    company.policy.fields = {{"title", FieldOwner::dingtalk}};
    model::EntitlementRule rule;
    rule.titles = {"經理"};
    rule.roles = {"職級/經理"};
    company.policy.entitlements.rules.push_back(rule);
    company.hire("E1", "13800000001").title = "經理";
    run();
    run();
    company.account("E1").title = "店員";

    EXPECT_EQ(planned(), "");
}

TEST_F(Owners, FieldWithoutAValueOfHrs_IsToldAsWell)
{
    company.policy.fields = {{"title", FieldOwner::newest}, {"email", FieldOwner::dingtalk}};
    company.hire("E1", "13800000001");
    run();
    company.account("E1").title = "店長";
    company.account("E1").email = "a@example.cn";

    EXPECT_EQ(run_and_tell(), (Told{{"email", "a@example.cn"}, {"title", "店長"}}));
}

TEST_F(Owners, EmptyValue_IsNobodysNews)
{
    own(FieldOwner::newest);
    company.hire("E1", "13800000001").email = "a@example.cn";
    run();
    company.account("E1").email = ""; // or the application may not see it any more

    EXPECT_EQ(run_and_tell(), Told{});
}

struct Newest : Owners {
    void SetUp() override
    {
        own(FieldOwner::newest);
        company.hire("E1", "13800000001").title = "old";
        run();
    }
    std::string hr() { return *company.person("E1").title; }
    std::string dingtalk() { return company.account("E1").title; }
};

TEST_F(Newest, OnlyHrChanged_ItIsSent)
{
    company.person("E1").title = "HR's";
    EXPECT_EQ(run_and_tell(), Told{});
    EXPECT_EQ(dingtalk(), "HR's");
}

TEST_F(Newest, OnlyDingTalkChanged_ItStaysAndHrIsTold)
{
    company.account("E1").title = "by hand";
    EXPECT_EQ(planned(), "");
    EXPECT_EQ(run_and_tell(), (Told{{"title", "by hand"}}));
    EXPECT_EQ(run_and_tell(), Told{});
    EXPECT_EQ(dingtalk(), "by hand");
}

TEST_F(Newest, BothChanged_TheLaterCounts)
{
    company.account("E1").title = "by hand";
    run();
    company.person("E1").title = "HR's";
    run();
    EXPECT_EQ(dingtalk(), "HR's");

    company.policy.updates = {0, 0}; // so that HR's change waits until somebody approves it
    company.person("E1").title = "HR's next";
    company.now += 1h;
    make(input());
    learn();
    company.account("E1").title = "by hand later";
    company.now += 1h;
    EXPECT_EQ(planned(), "");
    EXPECT_EQ(learn().begin()->second, (Told{{"title", "by hand later"}}));
}

TEST_F(Newest, BothChangedBeforeTheSameRun_HrCounts)
{
    company.person("E1").title = "HR's";
    company.account("E1").title = "by hand";
    EXPECT_EQ(run_and_tell(), Told{});
    EXPECT_EQ(dingtalk(), "HR's");
}

TEST_F(Newest, NeverAgreedBefore_HrCounts)
{
    histories.clear();
    company.account("E1").title = "by hand";
    run();
    EXPECT_EQ(dingtalk(), "old");
}

TEST_F(Newest, HrTakesWhatItWasTold_AndItsNextChangeIsSent)
{
    company.account("E1").title = "by hand";
    run();
    company.person("E1").title = "by hand";
    EXPECT_EQ(planned(), "");
    run();
    company.person("E1").title = "old";
    run();
    EXPECT_EQ(dingtalk(), "old");
}

// Converges and never ping-pongs: whatever happened, and whether HR took what it was told or
// ignored it, after a run the next one has nothing to do and nothing to tell.
TEST_F(Owners, AfterARun_NothingIsLeftToDoOrToTell)
{
    std::mt19937 random{7};
    const auto pick = [&](std::size_t n) { return random() % n; };
    const std::vector<std::string> titles{"", "店員", "店長", "經理"};
    const std::vector<FieldOwner> owners{FieldOwner::hr, FieldOwner::dingtalk, FieldOwner::newest};
    for (const std::string& field : fields) {
        company.policy.fields[field] = owners[pick(3)];
    }
    for (int i = 1; i <= 5; ++i) {
        Person& person = company.hire("E" + std::to_string(i), "1380000000" + std::to_string(i));
        person.title = titles[pick(4)];
    }
    run();
    for (int round = 0; round < 400; ++round) {
        for (const std::string& field : fields) {
            if (pick(20) == 0) {
                company.policy.fields[field] = owners[pick(3)];
            }
        }
        for (auto& [key, employee] : company.roster) {
            Person& person = employee.person;
            ObservedUser& account = company.account(key.second);
            const std::string number = key.second.substr(1);
            switch (pick(12)) {
            case 0:
                person.title = titles[pick(4)];
                break;
            case 1:
                account.title = titles[pick(4)];
                break;
            case 2:
                person.email = number + "." + std::to_string(pick(3)) + "@example.cn";
                break;
            case 3:
                account.email = number + "." + std::to_string(pick(3)) + "@EXAMPLE.cn";
                break;
            case 4:
                account.hide_mobile = pick(2) == 0;
                break;
            case 5:
                person.hide_mobile = pick(2) == 0;
                break;
            case 6:
                account.mobile = "1390000" + number + "00" + std::to_string(pick(3));
                break;
            case 7:
                person.mobile = "1390000" + number + "00" + std::to_string(pick(3));
                break;
            case 8:
                account.extension["卡號"] = std::to_string(pick(3));
                break;
            case 9:
                person.ext["卡號"] = std::to_string(pick(3));
                break;
            case 10:
                account.hired_date = 1709251200000 + 86'400'000LL * static_cast<long long>(pick(3));
                break;
            default:
                person.hired_on = model::Date{2024y, std::chrono::March,
                                              std::chrono::day{static_cast<unsigned>(pick(3)) + 1}};
                break;
            }
        }
        run();
        for (const auto& [key, values] : told) { // taken or ignored
            const auto title = values.find("title");
            if (pick(2) == 0 && title != values.end() &&
                title->second == company.account(key.second).title &&
                company.policy.fields["title"] != FieldOwner::hr) {
                company.roster.at(key).person.title = title->second;
            }
        }
        const auto again = run();
        ASSERT_EQ(again, (std::map<PersonKey, Told>{})) << "round " << round;
        ASSERT_EQ(planned(), "") << "round " << round;
    }
}

} // namespace
} // namespace rosterd::plan::test
