#include "tests/core/state/store_contract.hpp"

namespace rosterd::state::test
{
namespace
{

AuditEntry entry(const char* run, const char* action, const char* id, const char* target,
                 int seconds = 0)
{
    AuditEntry out;
    out.at = at(seconds);
    out.run_id = run;
    out.action = action;
    out.employee_id = id;
    out.target = target;
    return out;
}

TEST_P(StoreContract, TheAuditTrail_KeepsBeforeAfterCauseAndAnswer)
{
    AuditEntry told = entry("r-1", "user.update", "E1", "u1", 3);
    told.actor = "ops";
    told.before = {{"order", 176'000'000'000'000'001}};
    told.after = {{"title", "店長"}};
    told.cause = {{"rule", "changed"}};
    told.answer = {{"request_id", "abc"}};
    audit_.append(told);

    const auto stored = audit_.find({.run_id = "r-1"});
    ASSERT_EQ(stored.size(), 1U);
    EXPECT_EQ(stored[0].id, 1);
    EXPECT_EQ(stored[0].at, told.at);
    EXPECT_EQ(stored[0].before, told.before);
    EXPECT_EQ(stored[0].after, told.after);
    EXPECT_EQ(stored[0].cause, told.cause);
    EXPECT_EQ(stored[0].answer, told.answer);
    EXPECT_EQ(stored[0].actor + stored[0].action + stored[0].target, "opsuser.updateu1");
    EXPECT_TRUE(audit_.find({.run_id = "r-2"}).empty());
}

TEST_P(StoreContract, TheAuditTrail_IsAskedByRunByWhomItIsAboutAndByTime)
{
    audit_.append(entry("r-1", "user.create", "E1", "u1", 1));
    audit_.append(entry("r-1", "user.create", "E2", "u2", 1));
    audit_.append(entry("r-2", "user.update", "E1", "u1", 5));
    audit_.append(entry("r-2", "user.enable", "u1", "u1", 5));

    const auto actions = [&](const AuditFilter& filter) {
        std::string out;
        for (const AuditEntry& one : audit_.find(filter)) {
            out += std::to_string(one.id) + one.action + " ";
        }
        return out;
    };
    EXPECT_EQ(actions({.about = "E1"}), "1user.create 3user.update ");
    EXPECT_EQ(actions({.about = "u1"}), "1user.create 3user.update 4user.enable ")
        << "each once, though the last has it twice";
    EXPECT_EQ(actions({.about = "E9"}), "");
    EXPECT_EQ(actions({.run_id = "r-2", .about = "E1"}), "3user.update ");
    EXPECT_EQ(actions({.since = at(2)}), "3user.update 4user.enable ");
    EXPECT_EQ(actions({.about = "E1", .since = at(2)}), "3user.update ");
    EXPECT_EQ(actions({.most = 2}), "3user.update 4user.enable ") << "the newest, oldest first";
    EXPECT_EQ(actions({.run_id = "r-1", .most = 1}), "2user.create ");
}

TEST_P(StoreContract, TheAuditTrail_IsSoundAndGoesAsFarAsItWasWritten)
{
    EXPECT_EQ(audit_.check({}).damage, std::nullopt);
    EXPECT_EQ(audit_.mark(), AuditMark{});

    audit_.append(entry("r-1", "user.create", "E1", "u1"));
    const AuditMark first = audit_.mark();
    audit_.append(entry("r-1", "user.create", "E1", "u1"));

    EXPECT_EQ(first.entries, 1);
    EXPECT_EQ(first.seal.size(), 64U);
    EXPECT_EQ(audit_.mark().entries, 2);
    EXPECT_NE(audit_.mark().seal, first.seal);
    EXPECT_EQ(audit_.check({}).damage, std::nullopt);
    EXPECT_EQ(audit_.check({}).mark, audit_.mark());
    EXPECT_EQ(audit_.check(first).damage, std::nullopt) << "an older mark fits a longer trail";
}

TEST_P(StoreContract, AnEntryOfATransactionThatFailed_LeavesNoGapInTheTrail)
{
    audit_.append(entry("r-1", "user.create", "E1", "u1"));
    EXPECT_THROW(store_->transaction([&] {
        audit_.append(entry("r-1", "user.create", "E2", "u2"));
        throw StoreError{"the disk is full"};
    }),
                 StoreError);
    audit_.append(entry("r-1", "user.create", "E3", "u3"));

    EXPECT_EQ(audit_.find({}).back().id, 2);
    EXPECT_EQ(audit_.check({}).damage, std::nullopt);
}

} // namespace
} // namespace rosterd::state::test
