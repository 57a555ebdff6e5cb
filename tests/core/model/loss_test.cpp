// What is lost for good, said before it is.
#include "core/model/loss.hpp"

#include <algorithm>
#include <sstream>

#include <gtest/gtest.h>

namespace rosterd::model
{
namespace
{

Operation of(OperationKind kind, bool enterprise = false)
{
    Operation operation;
    operation.kind = kind;
    operation.about.enterprise = enterprise;
    return operation;
}

TEST(Losses, AnOrdinaryAccountThatGoes_LosesGroupsAndRecordsAndMayHaveToAgreeAnew)
{
    EXPECT_EQ(losses_of(of(OperationKind::user_delete)),
              (std::vector<Loss>{Loss::internal_chats, Loss::attendance_group, Loss::face,
                                 Loss::roles, Loss::consent}));
}

TEST(Losses, NobodyHasToAgreeToAnEnterpriseAccount)
{
    const auto losses = losses_of(of(OperationKind::user_delete, true));

    EXPECT_EQ(std::count(losses.begin(), losses.end(), Loss::consent), 0);
    EXPECT_EQ(losses.size(), 4U);
}

TEST(Losses, ADisabledAccount_LosesNothingYet)
{
    EXPECT_TRUE(losses_of(of(OperationKind::user_disable, true)).empty());
}

TEST(Losses, StandInThePlansJson)
{
    Plan plan;
    plan.operations.push_back(of(OperationKind::department_delete));
    plan.operations.back().department = "/A";
    std::ostringstream out;
    write_json(out, plan);

    EXPECT_EQ(Json::parse(out.str())["operations"][0]["loses"], Json({"department_id"}));
}

} // namespace
} // namespace rosterd::model
