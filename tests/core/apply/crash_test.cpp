// Law 4: killed at any step, the next start ends with each person once and no change missing.
#include <random>

#include "tests/core/apply/wanted.hpp"

namespace rosterd::apply::test
{

namespace
{

// A company in which everything is still to be done: a new tree, two joiners, a change, a leaver,
// somebody to disable, a department to give up.
Wanted company(Organisation& org)
{
    org.departments[7] = {7, 1, "Old", 0, "rosterd:/Old", {}};
    for (const char* userid : {"E1", "E2", "E3"}) {
        ObservedUser user;
        user.userid = userid;
        user.name = "Chan";
        user.mobile = std::string{"+852-5000"} + userid;
        user.job_number = userid;
        user.dept_ids = {7};
        org.users[userid] = user;
    }
    Wanted wanted;
    wanted.departments = {{"/A", "/"}, {"/A/B", "/A"}};
    wanted.people["E1"] = {"Chan", "Manager", "/A/B", false};
    wanted.people["E2"] = {"Chan", "", "/A", true};
    wanted.people["E8"] = {"Li", "Clerk", "/A/B", false};
    wanted.people["E9"] = {"Wong", "Clerk", "/A", false};
    return wanted;
}

std::string told(const ApplyReport& report)
{
    std::string text;
    for (const OperationReport& one : report.operations) {
        text += one.outcome == Outcome::done
                    ? ""
                    : one.operation_id + ": " + one.code + " " + one.message + "\n";
    }
    return text;
}

// Every run of a process until there is nothing left to do; answers how many it took.
int run_until_equal(const std::string& file, Organisation& org, const Wanted& wanted)
{
    std::string last;
    for (int runs = 0; runs < 6; ++runs) {
        Process life{file, org};
        EXPECT_TRUE(life.resolve());
        const model::Plan plan = wanted.plan(*life.store);
        if (plan.operations.empty()) {
            return runs;
        }
        last = told(life.run(plan));
    }
    ADD_FAILURE() << "it does not come to an end: " << last;
    return 99;
}

TEST(Crash, KilledAtEveryStep_EndsWithEachPersonOnceAndNothingLost)
{
    int kills = 0;
    for (int step = 0;; ++step) {
        SCOPED_TRACE("killed at step " + std::to_string(step));
        const Folder folder;
        Organisation org;
        const Wanted wanted = company(org);
        bool killed = false;
        {
            Process first{folder.file(), org};
            know(*first.store, org);
            first.directory.steps_until_kill = step;
            try {
                first.run(wanted.plan(*first.store), in_run_1(3));
            } catch (const Killed&) {
                killed = true;
                ++kills;
            }
        }
        ASSERT_LE(run_until_equal(folder.file(), org, wanted), 2);
        expect_equal(wanted, org);
        Process last{folder.file(), org};
        EXPECT_TRUE(last.store->journal().unresolved().empty());
        expect_mirror(*last.store, org);
        if (HasFailure() || !killed) {
            break;
        }
    }
    EXPECT_GE(kills, 25) << "three steps of each of the operations";
}

// Seeded: any call may be refused, lost, carried out without an answer, or find nobody.
Fault random_fault(std::mt19937& random)
{
    switch (random() % 10) {
    case 0:
        return {Fault::refused, "-1"};
    case 1:
    case 2:
        return {Fault::done_unanswered, ""};
    case 3:
    case 4:
        return {Fault::lost_unanswered, ""};
    case 5:
        return random() % 4 == 0 ? Fault{Fault::unreachable, ""} : Fault{};
    default:
        return {};
    }
}

void expect_journal_agrees(state::Store& store, const Organisation& org)
{
    for (const state::JournalEntry& entry : store.journal().of_run("r-1")) {
        const std::string& userid = entry.operation.userid;
        if (entry.operation.kind == Kind::user_create && entry.state == JournalState::done) {
            EXPECT_TRUE(org.users.contains(userid)) << userid;
        }
        if (entry.operation.kind == Kind::user_create && entry.state == JournalState::failed) {
            EXPECT_FALSE(org.users.contains(userid)) << userid << ": " << entry.message;
        }
        if (entry.operation.kind == Kind::user_delete && entry.state != JournalState::sending) {
            EXPECT_EQ(org.users.contains(userid), entry.state != JournalState::done) << userid;
        }
    }
}

TEST(Crash, AnyFaultsOnAnyCalls_AreReportedJournalledAndMadeGoodByLaterRuns)
{
    std::size_t stayed_sending = 0;
    for (unsigned seed = 0; seed < 150; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 random{seed};
        const Folder folder;
        Organisation org;
        const Wanted wanted = company(org);
        {
            Process first{folder.file(), org};
            know(*first.store, org);
            first.directory.lag = std::chrono::milliseconds{random() % 1900};
            first.directory.fault = [&](const std::string&) { return random_fault(random); };
            const model::Plan plan = wanted.plan(*first.store);
            const ApplyReport report = first.run(plan, in_run_1(1 + random() % 5));
            EXPECT_EQ(report.operations.size(), plan.operations.size());
            EXPECT_EQ(first.progress.size(), plan.operations.size());
            for (const OperationReport& one : report.operations) {
                EXPECT_TRUE(one.outcome == Outcome::done || report.unreachable ||
                            !one.message.empty())
                    << one.operation_id;
            }
            expect_journal_agrees(*first.store, org);
            stayed_sending += first.store->journal().unresolved().size();
        }
        org.visible_from.clear(); // by the next start everything can be seen
        ASSERT_LE(run_until_equal(folder.file(), org, wanted), 3);
        expect_equal(wanted, org);
        Process last{folder.file(), org};
        EXPECT_TRUE(last.store->journal().unresolved().empty());
        expect_mirror(*last.store, org);
        if (testing::Test::HasFailure()) {
            break;
        }
    }
    EXPECT_GT(stayed_sending, 10U) << "the faults reach the hard case";
}

} // namespace

} // namespace rosterd::apply::test
