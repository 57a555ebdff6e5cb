// Who manages departments, from one run to the next.
#include <gmock/gmock.h>

#include "tests/daemon/stage.hpp"

namespace rosterd::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

class Leading : public Stage
{
protected:
    void hire(const std::string& id, const std::string& department, const std::string& leads)
    {
        rows.push_back(person(id, department));
        rows.back()["leads"] = leads;
    }
    std::vector<std::string> managers(const std::string& key)
    {
        return service.organisation().department(dept(key))->managers;
    }
    void manage_by_hand(const std::string& key, const std::string& userid)
    {
        auto department = *service.organisation().department(dept(key));
        department.managers = {userid};
        ASSERT_TRUE(service.organisation().replace_department(department, {}));
    }
};

TEST_F(Leading, TheLastOfAllWhoLeads_LeadsNoMoreOnceHrSaysSo)
{
    hire("1001", "A", "yes");
    ASSERT_EQ(run().outcome, cycle::Outcome::done);
    ASSERT_THAT(managers("/A"), ElementsAre("1001"));
    rows[0]["leads"] = "no";

    const auto report = run();

    EXPECT_THAT(planned(report), ElementsAre("department.update /A"));
    EXPECT_THAT(managers("/A"), IsEmpty());
    EXPECT_THAT(planned(run(true)), IsEmpty());
}

TEST_F(Leading, WhatWasNotCarriedOut_AnotherProcessStillWants)
{
    hire("1001", "A", "yes");
    ASSERT_EQ(run().outcome, cycle::Outcome::done);
    rows[0]["leads"] = "no";
    ASSERT_THAT(planned(run(false, false)), ElementsAre("department.update /A"));
    start_process();

    run();

    EXPECT_THAT(managers("/A"), IsEmpty());
}

TEST_F(Leading, WhereHrNeverNamedAnybody_ManagersSetByHandStay)
{
    hire("1001", "A", "no");
    ASSERT_EQ(run().outcome, cycle::Outcome::done);
    manage_by_hand("/A", "1001");

    EXPECT_THAT(planned(run(true)), IsEmpty());
    EXPECT_THAT(managers("/A"), ElementsAre("1001"));
}

} // namespace
} // namespace rosterd::test
