// The company in a file: whole at every moment, written at most once a second, nothing forgotten.
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "daemon/sandbox/keeper.hpp"
#include "tests/daemon/sandbox_client.hpp"

namespace rosterd::sandbox
{

namespace
{

using std::chrono::milliseconds;

struct Kept : testing::Test {
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("rosterd_keeper_" + std::to_string(::getpid()));
    std::string file = (folder / "org.json").string();
    SandboxClient client{unlimited()};

    void SetUp() override { std::filesystem::create_directories(folder); }
    void TearDown() override { std::filesystem::remove_all(folder); }

    static std::string text_of(const Organisation& organisation)
    {
        std::ostringstream out;
        write_json(out, organisation);
        return out.str();
    }
    Organisation loaded() const
    {
        auto organisation = Keeper{file}.load();
        EXPECT_TRUE(organisation && *organisation);
        return std::move(**organisation);
    }
    void fill()
    {
        const auto shop = client.department("旺角店");
        client.create("M", {{"dept_id_list", std::to_string(shop) + ",1"}});
        client.create("E1", {{"manager_userid", "M"}, {"extension", {{"k", "v"}}}});
        client.create("gone");
        client.oapi("/topapi/v2/user/delete", {{"userid", "gone"}});
        client.oapi("/topapi/v2/department/update",
                    {{"dept_id", shop}, {"hide_dept", true}, {"dept_manager_userid_list", "M"}});
        client.control("POST", "/sandbox/users/E1", {{"active", true}});
        fill_entitlements();
    }
    void fill_entitlements()
    {
        const std::int64_t group = client.oapi("/role/add_role_group", {{"name", "G"}})["groupId"];
        const std::int64_t role =
            client.oapi("/role/add_role", {{"roleName", "R"}, {"groupId", group}})["roleId"];
        client.oapi("/topapi/role/addrolesforemps", {{"roleIds", role}, {"userIds", "E1,M"}});
        client.oapi("/topapi/role/scope/update",
                    {{"userid", "E1"}, {"role_id", role}, {"dept_ids", "1"}});
        client.oapi("/topapi/message/corpconversation/asyncsend_v2",
                    {{"agent_id", 7},
                     {"userid_list", "E1,nobody"},
                     {"msg", {{"msgtype", "text"}, {"text", {{"content", "A"}}}}}});
        client.api("POST", "/v1.0/robot/groupMessages/send",
                   {{"robotCode", "r"},
                    {"openConversationId", "c"},
                    {"msgKey", "sampleText"},
                    {"msgParam", {{"content", "A"}}}});
        client.control("POST", "/sandbox/rules", {{"joins", "pending"}});
        client.create("I", {{"mobile", "13900000009"}});
        client.control("POST", "/sandbox/rules", {{"joins", "inactive"}});
        const std::int64_t shifts =
            client.oapi("/topapi/attendance/group/add",
                        {{"op_user_id", "M"}, {"top_group", {{"name", "A"}}}})["result"]["id"];
        client.oapi("/topapi/attendance/group/member/update",
                    {{"op_user_id", "M"},
                     {"group_id", shifts},
                     {"update_param",
                      {{"add_users", {"E1"}}, {"add_extra_users", {"M"}}, {"add_depts", {1}}}}});
    }
};

TEST_F(Kept, SavedAndLoaded_IsTheSameCompany)
{
    fill();
    auto& company = client.service.organisation();

    ASSERT_TRUE(*Keeper{file}.save(company));

    const auto again = loaded();
    EXPECT_EQ(text_of(again), text_of(company));
    EXPECT_EQ(again.manager_of(*again.user("E1"))->userid, "M");
    EXPECT_TRUE(again.has_left("gone"));
    EXPECT_EQ(again.roles().held_by("E1").size(), 1U);
    EXPECT_EQ(again.attendance().of_user("E1")->name, "A");
    EXPECT_EQ(again.invited().at(0)->userid, "I");
    EXPECT_EQ(again.robots().messages().at(0).to, "c");
    EXPECT_TRUE(again.notifications().had(
        "E1", 7, {{"msgtype", "text"}, {"text", {{"content", "A"}}}}, client.now));
}

TEST_F(Kept, AfterLoading_RulesAndIdsGoOn)
{
    fill();
    ASSERT_TRUE(*Keeper{file}.save(client.service.organisation()));
    const std::string mobile = client.get("E1")["mobile"];
    client.service = SandboxService{loaded(), unlimited()};
    client.fetch_token();

    EXPECT_EQ(code(client.create("E9", {{"mobile", mobile}})), 60104);
    EXPECT_EQ(client.department("New"), 500000002);
    EXPECT_EQ(code(client.update("E1", {{"mobile", "13900139000"}})), 40022) << "still active";
}

TEST_F(Kept, KilledWhileWriting_TheLastWholeCompanyIsThere)
{
    fill();
    ASSERT_TRUE(*Keeper{file}.save(client.service.organisation()));
    const auto whole = text_of(client.service.organisation());
    std::ofstream{file + ".new"} << whole.substr(0, whole.size() / 2);

    EXPECT_EQ(text_of(loaded()), whole);
    client.create("E2");
    ASSERT_TRUE(*Keeper{file}.save(client.service.organisation()));
    EXPECT_NE(loaded().user("E2"), nullptr);
}

TEST_F(Kept, ProcessKilledBetweenTwoSaves_TheFirstStands)
{
    const auto child = ::fork();
    if (child == 0) {
        Keeper keeper{file};
        client.create("E1");
        static_cast<void>(keeper.save_if_due(client.service.organisation(), client.now));
        client.create("E2");
        static_cast<void>(keeper.save_if_due(client.service.organisation(), client.now));
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);

    ASSERT_TRUE(WIFSIGNALED(status));
    const auto company = loaded();
    EXPECT_NE(company.user("E1"), nullptr);
    EXPECT_EQ(company.user("E2"), nullptr) << "less than a second after the first";
}

TEST_F(Kept, Saves_AtMostOnceASecondAndOnlyChanges)
{
    Keeper keeper{file};
    auto& company = client.service.organisation();
    auto now = client.now;

    EXPECT_TRUE(*keeper.save_if_due(company, now));
    EXPECT_EQ(keeper.due_in(company, now), std::nullopt);
    client.create("E1");
    EXPECT_FALSE(*keeper.save_if_due(company, now + milliseconds{400}));
    EXPECT_GE(*keeper.due_in(company, now + milliseconds{400}), milliseconds{600});
    now += std::chrono::hours{1};
    EXPECT_TRUE(*keeper.save_if_due(company, now));
    EXPECT_FALSE(*keeper.save_if_due(company, now + std::chrono::hours{1}));
}

TEST_F(Kept, ClockSetBack_DoesNotStopSaving)
{
    Keeper keeper{file};
    static_cast<void>(keeper.save_if_due(client.service.organisation(), client.now));
    client.create("E1");

    EXPECT_TRUE(
        *keeper.save_if_due(client.service.organisation(), client.now - std::chrono::hours{1}));
}

TEST_F(Kept, NoFileYet_NothingIsLoaded)
{
    const auto none = Keeper{file}.load();

    ASSERT_TRUE(none);
    EXPECT_FALSE(none->has_value());
}

TEST_F(Kept, FileThatIsNoCompany_IsRefusedAndLeftAlone)
{
    std::ofstream{file} << "{\"departments\": 7}";

    const auto wrong = Keeper{file}.load();

    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message.find(file), std::string::npos);
    EXPECT_TRUE(std::filesystem::exists(file));
}

TEST_F(Kept, FolderNotWritable_IsAnError)
{
    EXPECT_FALSE(Keeper{"/nowhere/org.json"}.save(client.service.organisation()));
}

} // namespace

} // namespace rosterd::sandbox
