#include <gtest/gtest.h>

#include "core/model/harmless.hpp"

namespace rosterd::model
{
namespace
{

TEST(Harmless, WhatATerminalObeys_BecomesABlankAndTextStaysAsItIs)
{
    EXPECT_EQ(harmless("陳\x1b[31m大文\x07"), "陳 [31m大文 ");
    EXPECT_EQ(harmless("a\xC2\x9B"
                       "2Jb"),
              "a 2Jb")
        << "the same in one character";
    EXPECT_EQ(harmless("£5 Ünal ​"), "£5 Ünal ​");
    EXPECT_EQ(harmless("cut \xC2"), "cut \xC2");
}

} // namespace
} // namespace rosterd::model
