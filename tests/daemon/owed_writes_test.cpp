#include <gtest/gtest.h>

#include <string>

#include "daemon/service/owed_writes.hpp"

namespace rosterd::service
{
namespace
{

class Owing : public testing::Test
{
protected:
    void add(const char* name)
    {
        owed_.add([this, name] {
            if (busy_) {
                throw state::StoreBusy{"database is locked"};
            }
            written_ += name;
        });
    }
    OwedWrites owed_;
    std::string written_;
    bool busy_ = false;
};

TEST_F(Owing, WhileTheStateIsFree_IsWrittenOnceInItsOrder)
{
    add("a");
    add("b");

    EXPECT_TRUE(owed_.settle());
    EXPECT_TRUE(owed_.settle());
    EXPECT_EQ(written_, "ab");
}

TEST_F(Owing, WhileTheStateIsBusy_StaysOwedUntilItIsFree)
{
    busy_ = true;
    add("a");
    EXPECT_FALSE(owed_.settle());
    add("b");

    busy_ = false;

    EXPECT_TRUE(owed_.settle());
    EXPECT_EQ(written_, "ab");
}

} // namespace
} // namespace rosterd::service
