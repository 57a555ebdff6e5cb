// What becomes of an audit trail that somebody with the file in hand has touched.
#include <map>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include "core/state/store.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::state::test
{
namespace
{

class SealedTrail : public testing::Test
{
protected:
    void SetUp() override
    {
        const auto store = opened();
        for (const char* who : {"E1", "E2", "E3", "E4", "E5"}) {
            AuditEntry entry;
            entry.actor = "rosterd";
            entry.employee_id = who;
            store->audit().append(entry);
        }
        mark_ = store->audit().mark();
    }

    std::unique_ptr<Store> opened() const
    {
        auto store = open_store({folder_.file("state.db"), Access::write, "test"});
        EXPECT_TRUE(store) << store.error().message;
        return std::move(*store);
    }

    // As somebody does who knows the file: past the triggers.
    void touch(const std::string& sql) const
    {
        SQLite::Database file{folder_.file("state.db"), SQLite::OPEN_READWRITE};
        for (const char* trigger : {"audit_no_update", "audit_no_delete", "audit_seal_no_update",
                                    "audit_seal_no_delete"}) {
            file.exec(std::string{"DROP TRIGGER "} + trigger);
        }
        file.exec(sql);
    }

    std::string found(const std::optional<AuditMark>& expected = {}) const
    {
        const AuditCheck check = opened()->audit().check(expected);
        if (!check.damage) {
            return "sound";
        }
        static const std::map<AuditDamage, std::string> names{
            {AuditDamage::changed, "changed"},
            {AuditDamage::removed, "removed"},
            {AuditDamage::inserted, "inserted"},
            {AuditDamage::cut_off, "cut off"},
            {AuditDamage::rewritten, "rewritten"}};
        return names.at(*check.damage) + " " + std::to_string(check.entry);
    }

    Folder folder_;
    AuditMark mark_;
};

TEST_F(SealedTrail, CanOnlyGrow)
{
    SQLite::Database file{folder_.file("state.db"), SQLite::OPEN_READWRITE};

    for (const char* sql : {"UPDATE audit SET actor = 'nobody'", "DELETE FROM audit",
                            "UPDATE audit_seal SET seal = ''", "DELETE FROM audit_seal"}) {
        EXPECT_THROW(file.exec(sql), SQLite::Exception) << sql;
    }
}

class SealedColumn : public SealedTrail, public testing::WithParamInterface<const char*>
{
};

TEST_P(SealedColumn, ThatWasChanged_GivesItsEntryAway)
{
    touch(std::string{"UPDATE audit SET "} + GetParam() + " = '7' WHERE id = 3");
    EXPECT_EQ(found(), "changed 3");
}

INSTANTIATE_TEST_SUITE_P(Audit, SealedColumn,
                         testing::Values("at", "run_id", "actor", "action", "employee_id", "target",
                                         "before", "after", "cause", "answer"),
                         [](const auto& column) { return std::string{column.param}; });

TEST_F(SealedTrail, TextMovedFromOneColumnToItsNeighbour_IsAChange)
{
    touch("UPDATE audit SET actor = 'roster', action = 'd' WHERE id = 2");
    EXPECT_EQ(found(), "changed 2");
}

TEST_F(SealedTrail, AnEntryThatWasRemoved_IsNamed)
{
    touch("DELETE FROM audit WHERE id = 4; DELETE FROM audit_seal WHERE id = 4");
    EXPECT_EQ(found(), "removed 4");
}

TEST_F(SealedTrail, AnEntryThatWasRemovedAndTheRestMovedUp_IsAChange)
{
    touch("DELETE FROM audit WHERE id = 2; UPDATE audit SET id = id - 1 WHERE id > 2");
    EXPECT_EQ(found(), "changed 2");
}

TEST_F(SealedTrail, AnEntrySlippedInBehindTheEnd_IsNamed)
{
    touch("INSERT INTO audit SELECT 6, at, run_id, actor, action, 'E6', target, before, after, "
          "cause, answer FROM audit WHERE id = 5");
    EXPECT_EQ(found(), "inserted 6");
}

TEST_F(SealedTrail, WhoseEndWasCutOff_SaysSo)
{
    touch("DELETE FROM audit WHERE id > 3; DELETE FROM audit_seal WHERE id > 3");
    EXPECT_EQ(found(), "cut off 4");
}

TEST_F(SealedTrail, WhoseEndWasCutOff_SaysSoStillAfterItHasGrownAgain)
{
    touch("DELETE FROM audit WHERE id > 3; DELETE FROM audit_seal WHERE id > 3");
    opened()->audit().append({});
    EXPECT_EQ(found(), "removed 4");
}

TEST_F(SealedTrail, CutOffTogetherWithItsHead_IsSoundInItselfButNotToWhomKnowsItsMark)
{
    touch("DELETE FROM audit WHERE id > 3; DELETE FROM audit_seal WHERE id > 3; "
          "UPDATE audit_head SET entries = 3, seal = (SELECT seal FROM audit_seal WHERE id = 3)");
    EXPECT_EQ(found(), "sound");
    EXPECT_EQ(found(mark_), "cut off 4");
}

TEST_F(SealedTrail, RewrittenWithSealsOfItsOwn_IsNotTheOneTheMarkWasTakenOf)
{
    const AuditMark other{5, std::string(64, '0')};
    EXPECT_EQ(found(other), "rewritten 5");
}

TEST_F(SealedTrail, OfAnOlderVersion_IsSealedWhenAWriterOpensIt)
{
    touch("DELETE FROM audit_seal; UPDATE audit_head SET entries = -1, seal = ''");

    EXPECT_EQ(found(), "sound");
    EXPECT_EQ(opened()->audit().mark(), mark_) << "as if it had been sealed from the first";
}

} // namespace
} // namespace rosterd::state::test
