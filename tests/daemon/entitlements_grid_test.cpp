// The matrix as HR keeps it in a spreadsheet.
#include "daemon/config/entitlements_grid.hpp"

#include <gtest/gtest.h>

#include "tests/connectors/sdk/temporary_folder.hpp"

namespace rosterd::config
{
namespace
{

class GridFile : public testing::Test
{
protected:
    Grid read(const std::string& text)
    {
        folder.write("matrix.csv", text);
        return read_grid(folder.path() + "/matrix.csv");
    }

    // "row:column what" of each fault.
    std::vector<std::string> faults(const std::string& text)
    {
        std::vector<std::string> out;
        for (const Fault& fault : read(text).faults) {
            out.push_back(std::to_string(fault.line) + ":" + std::to_string(fault.column) + " " +
                          fault.what);
        }
        return out;
    }

    sdk::TemporaryFolder folder;
};

TEST_F(GridFile, ACell_NamesRolesAttendanceGroupAndSwitches)
{
    const Grid grid = read("level,研發/**,財務\n"
                           "P6,技術/架構師; attendance_group=總部固定班;hide_mobile=no,\n"
                           "*,,財務/報銷;考勤組=財務班;高管模式;隱藏手機=是\n");

    ASSERT_TRUE(grid.faults.empty()) << grid.faults[0].what;
    ASSERT_EQ(grid.rules.size(), 2U);
    const model::EntitlementRule& architects = grid.rules[0];
    EXPECT_EQ(architects.name, "matrix.csv:2:2");
    EXPECT_EQ(architects.levels, std::vector<std::string>{"P6"});
    EXPECT_EQ(architects.departments, std::vector<std::string>{"研發/**"});
    EXPECT_EQ(architects.roles, std::vector<std::string>{"技術/架構師"});
    EXPECT_EQ(architects.attendance, "總部固定班");
    EXPECT_EQ(architects.hide_mobile, false);
    EXPECT_FALSE(architects.senior_mode);
    const model::EntitlementRule& finance = grid.rules[1];
    EXPECT_EQ(finance.name, "matrix.csv:3:3");
    EXPECT_TRUE(finance.levels.empty());
    EXPECT_EQ(finance.roles, std::vector<std::string>{"財務/報銷"});
    EXPECT_EQ(finance.attendance, "財務班");
    EXPECT_EQ(finance.hide_mobile, true);
    EXPECT_EQ(finance.senior_mode, true);
}

TEST_F(GridFile, WhatNobodyCanMean_IsAFaultOfItsRowAndColumn)
{
    EXPECT_EQ(faults("level,A,B\nP6,店員,hide_mobile=maybe\nP7,attendance_group=,a=b\n"),
              (std::vector<std::string>{
                  "2:2 '店員' does not name a role in its group",
                  "2:3 'hide_mobile=maybe' says neither yes nor no",
                  "3:2 'attendance_group=' names no attendance group",
                  "3:3 'a=b' does not name a role in its group",
              }));
}

TEST_F(GridFile, TwoAttendanceGroupsInACell_AreAFault)
{
    EXPECT_EQ(faults("level,A\n*,attendance_group=early;attendance_group=late\n"),
              (std::vector<std::string>{
                  "2:2 'attendance_group' stands in this cell twice, with different values"}));
}

} // namespace
} // namespace rosterd::config
