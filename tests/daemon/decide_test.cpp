// What people say about holds.
#include <gtest/gtest.h>

#include "daemon/cycle/decide.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::cycle
{
namespace
{

using namespace std::chrono_literals;

class Decisions : public testing::Test
{
protected:
    Decisions()
    {
        rules_.people = 2;
        hold();
    }
    // Anew: what the guards hold now.
    std::string hold(int operations = 1)
    {
        plan_ = {};
        model::Hold& held = plan_.held.emplace_back();
        held.guard = "leavers";
        for (int i = 0; i < operations; ++i) {
            model::Operation& operation = plan_.operations.emplace_back();
            operation.kind = model::OperationKind::user_delete;
            operation.employee_id = operation.userid = "E" + std::to_string(i);
            operation.id = "u-delete-" + operation.userid;
            held.operations.push_back(operation.id);
        }
        store_->journal().record_holds(plan_, now_);
        return plan_.held[0].id;
    }
    Said say(const std::string& id, const std::string& by, bool approve = true,
             const std::string& reason = "it is so")
    {
        return decide(*store_, rules_, {id, approve, by, reason}, now_).said;
    }
    void reopen()
    {
        store_.reset();
        store_ = open();
    }
    std::unique_ptr<state::Store> open()
    {
        return std::move(
            *state::open_store({folder_.file("state.db"), state::Access::write, "test", false}));
    }
    std::string status(const std::string& id) { return store_->journal().hold(id)->status; }
    std::size_t approved() { return store_->journal().approved_operations().size(); }
    std::vector<std::string> trail()
    {
        std::vector<std::string> out;
        for (const state::AuditEntry& one : store_->audit().find({})) {
            out.push_back(one.action + " " + one.target + " " + one.actor);
        }
        return out;
    }

    state::test::Folder folder_;
    std::unique_ptr<state::Store> store_ = open();
    model::Approval rules_;
    model::Plan plan_;
    model::Instant now_{std::chrono::hours{24 * 20'000}};
};

TEST_F(Decisions, TwoDifferentPeople_LetAHoldPass_AlsoAcrossARestart)
{
    EXPECT_EQ(say("h-1", "ann"), Said::waits);
    EXPECT_EQ(approvals_text(*store_->journal().hold("h-1"), rules_), "1 of 2 approvals");
    reopen();
    EXPECT_EQ(say("h-1", " ann "), Said::again);
    EXPECT_EQ(status("h-1"), "open");
    EXPECT_EQ(approved(), 0U);

    EXPECT_EQ(say("h-1", "bob"), Said::decided);

    EXPECT_EQ(status("h-1"), "approved");
    EXPECT_EQ(store_->journal().hold("h-1")->decided_by, "ann, bob");
    EXPECT_EQ(approved(), 1U);
    EXPECT_EQ(trail(), (std::vector<std::string>{"approve h-1 ann", "approve h-1 bob"}));
}

TEST_F(Decisions, OnePersonIsEnough_IfThePolicySaysSo)
{
    rules_.people = 1;

    EXPECT_EQ(say("h-1", "ann"), Said::decided);
    EXPECT_EQ(say("h-1", "bob"), Said::nothing);
    EXPECT_EQ(say("h-9", "bob"), Said::nothing);
}

TEST_F(Decisions, ARejection_CountsAtOnceAndMakesApprovalsBeginAnew)
{
    say("h-1", "ann");
    EXPECT_EQ(say("h-1", "bob", false), Said::decided);
    EXPECT_EQ(status("h-1"), "rejected");

    EXPECT_EQ(say("h-1", "bob"), Said::waits) << "ann approved before it was rejected";
    EXPECT_EQ(status("h-1"), "rejected");
    EXPECT_EQ(say("h-1", "ann"), Said::decided);
}

TEST_F(Decisions, OtherOperations_AreNotApprovedWithThose)
{
    say("h-1", "ann");
    EXPECT_EQ(hold(2), "h-2");

    EXPECT_EQ(say("h-1", "bob"), Said::nothing);
    EXPECT_EQ(say("h-2", "bob"), Said::waits);
}

TEST_F(Decisions, AnApproval_NamesTheOtherHoldsWhoseOperationsPassWithIt)
{
    rules_.people = 1;
    hold(3);
    model::Hold other = plan_.held[0];
    other.guard = "source_shrinks";
    other.operations.pop_back();
    plan_.held.push_back(other);
    store_->journal().record_holds(plan_, now_);
    const std::string first = plan_.held[0].id;
    const std::string second = plan_.held[1].id;

    const auto answer = decide(*store_, rules_, {first, true, "ann", ""}, now_);

    EXPECT_EQ(answer.also,
              (std::vector<state::SharingHold>{{second, "source_shrinks", "open", 2, 2}}));
    EXPECT_TRUE(decide(*store_, rules_, {second, true, "ann", ""}, now_).also.empty())
        << "the first is decided";
}

TEST_F(Decisions, NameAndReason_AreAskedFor)
{
    EXPECT_EQ(say("h-1", "  "), Said::no_name);
    EXPECT_EQ(say("h-1", "ann", true, " "), Said::waits);
    rules_.reason_required = true;
    EXPECT_EQ(say("h-1", "bob", true, " "), Said::no_reason);
    EXPECT_EQ(say("h-1", "bob", false, ""), Said::no_reason);
    EXPECT_EQ(trail().size(), 1U);
}

TEST_F(Decisions, AHoldThatNobodyDecided_ExpiresAndIsAskedAboutAnew)
{
    say("h-1", "ann");
    now_ += rules_.expires;
    EXPECT_TRUE(expire(*store_, rules_, now_).empty());
    now_ += 1ms;

    EXPECT_EQ(expire(*store_, rules_, now_), (std::vector<std::string>{"h-1"}));
    EXPECT_EQ(status("h-1"), "expired");
    EXPECT_EQ(say("h-1", "bob"), Said::nothing);
    EXPECT_EQ(hold(), "h-2");
    EXPECT_EQ(say("h-2", "bob"), Said::waits) << "ann has to look again, too";
    EXPECT_TRUE(expire(*store_, rules_, now_).empty());
    EXPECT_EQ(trail()[1], "expire h-1 rosterd");
}

TEST_F(Decisions, AnApprovalThatWasNotCarriedOut_Expires)
{
    rules_.people = 1;
    say("h-1", "ann");
    now_ += rules_.expires + 1ms;

    EXPECT_EQ(expire(*store_, rules_, now_), (std::vector<std::string>{"h-1"}));
    EXPECT_EQ(approved(), 0U);
    EXPECT_EQ(hold(), "h-2");
}

TEST_F(Decisions, AnApprovalThatWasCarriedOut_DoesNotExpire)
{
    rules_.people = 1;
    say("h-1", "ann");
    const auto ids = store_->journal().begin("r", plan_.operations, now_ + 1h);
    store_->journal().end(
        std::vector<state::Ended>{{ids[0], state::JournalState::done, now_ + 1h, 1, "", "", ""}});
    now_ += rules_.expires + 1ms;

    EXPECT_TRUE(expire(*store_, rules_, now_).empty());
    EXPECT_EQ(status("h-1"), "approved");
}

TEST_F(Decisions, WithoutATime_NothingExpires)
{
    rules_.expires = model::Duration{0};
    now_ += 24h * 365;

    EXPECT_TRUE(expire(*store_, rules_, now_).empty());
}

} // namespace
} // namespace rosterd::cycle
