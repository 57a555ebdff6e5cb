// What whoever approves or rejects a hold is told.
#include <gtest/gtest.h>

#include "daemon/cli/decision_text.hpp"

namespace rosterd::cli
{
namespace
{

using cycle::Said;
using model::Language;

const cycle::Decision kApprove{"h-1", true, "ann", "shop closed"};

cycle::Answer decided_with(std::vector<state::SharingHold> also)
{
    return {Said::decided, 1, 1, std::move(also)};
}

TEST(DecisionText, OfAnApproval_NamesTheOtherHoldsItDecidesWith)
{
    const auto answer = decided_with({{"h-2", "source_shrinks", "open", 20, 25}});

    EXPECT_EQ(decision_text(kApprove, answer, Language::en),
              "h-1 approved by ann; the next sync carries it out\n"
              "    with it 20 of the 25 operations of h-2 (source_shrinks) pass, too: they are the "
              "same\n");
    EXPECT_EQ(decision_text(kApprove, answer, Language::zh_tw),
              "h-1 已由 ann 核准；下次 sync 即執行\n"
              "    h-2（source_shrinks）的 25 項操作中，有 20 項相同，也一併核准\n");
    EXPECT_EQ(decision_text(kApprove, answer, Language::zh_cn),
              "h-1 已由 ann 批准；下次 sync 即执行\n"
              "    h-2（source_shrinks）的 25 项操作中，有 20 项相同，也一并批准\n");
}

TEST(DecisionText, OfAnApproval_SaysWhatWasRejectedBefore)
{
    const auto answer = decided_with({{"h-2", "leavers", "rejected", 1, 1}});

    EXPECT_EQ(decision_text(kApprove, answer, Language::en),
              "h-1 approved by ann; the next sync carries it out\n"
              "    with it 1 of the 1 operations of h-2 (leavers) pass, though that was rejected: "
              "they are the same\n");
}

TEST(DecisionText, OfARejection_AndOfOneApprovalOfTwo_AreInTheReadersLanguage)
{
    const cycle::Decision reject{"h-1", false, "ann", ""};
    EXPECT_EQ(decision_text(reject, decided_with({}), Language::en),
              "h-1 rejected by ann; it stays back\n");
    EXPECT_EQ(decision_text(reject, decided_with({}), Language::zh_tw),
              "h-1 已由 ann 拒絕；維持不動\n");

    const cycle::Answer waits{Said::waits, 1, 2, {}};
    EXPECT_EQ(decision_text(kApprove, waits, Language::en),
              "h-1 approved by ann: 1 of 2 approvals; it waits for the others\n");
    EXPECT_EQ(decision_text(kApprove, waits, Language::zh_cn),
              "h-1 已由 ann 批准：1/2 人；还需其他人批准\n");
}

} // namespace
} // namespace rosterd::cli
