#include "core/dingtalk/directory.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/core/dingtalk/fake_http.hpp"

namespace rosterd::dingtalk
{
namespace
{

using test::FakeHttp;
using test::Json;
using test::Seen;
using test::World;

struct Book : World {
    std::unique_ptr<Directory> directory = make_directory(*client, {"CN"});

    // Calls one function of the port and gives what it called back with.
    template <typename T, typename Ask>
    tl::expected<T, ApiError> ask(Ask question)
    {
        std::optional<tl::expected<T, ApiError>> got;
        question([&](tl::expected<T, ApiError> answer) {
            EXPECT_FALSE(got) << "called back twice";
            got = std::move(answer);
        });
        loop.run();
        return *got;
    }
    void answer(const Json& result)
    {
        http.serve = [result](const Seen&) {
            return FakeHttp::json(200, Json{{"errcode", 0}, {"result", result}});
        };
    }
    void refuse(int code)
    {
        http.serve = [code](const Seen&) { return FakeHttp::errcode(code); };
    }
};

TEST(Directory, CreateUser_SendsTheChosenUseridAndReadsTheCapitalUnionId)
{
    Book book;
    book.answer({{"userid", "E1"}, {"unionId", "u"}});
    const auto got = book.ask<Created>([&](auto done) {
        book.directory->create_user("E1", {{"name", "A"}, {"dept_id_list", {2}}}, done);
    });
    ASSERT_TRUE(got);
    EXPECT_EQ(got->unionid, "u");
    EXPECT_EQ(book.http.seen.at(0).path, "/topapi/v2/user/create");
    EXPECT_EQ(book.http.seen.at(0).body(),
              (Json{{"userid", "E1"}, {"name", "A"}, {"dept_id_list", "2"}}));
}

TEST(Directory, CreationsLostOnTheWay_AreNeverSentTwice)
{
    Book book;
    book.http.serve = [](const Seen&) {
        return FakeHttp::lost(net::NetErrorKind::timed_out, true);
    };
    const auto user = book.ask<Created>(
        [&](auto done) { book.directory->create_user("E1", {{"name", "A"}}, done); });
    const auto department = book.ask<CreatedDepartment>(
        [&](auto done) { book.directory->create_department({{"name", "A"}}, done); });
    EXPECT_TRUE(user.error().unknown_outcome);
    EXPECT_TRUE(department.error().unknown_outcome);
    EXPECT_EQ(book.http.seen.size(), 2U);
}

TEST(Directory, DeletingWhatIsGone_IsDone)
{
    for (const int code : {33012, 60121, 60111}) {
        Book book;
        book.refuse(code);
        EXPECT_TRUE(book.ask<Nothing>([&](auto done) { book.directory->delete_user("E1", done); }));
    }
    Book book;
    book.refuse(60003);
    EXPECT_TRUE(book.ask<Nothing>([&](auto done) { book.directory->delete_department(7, done); }));
    book.refuse(60005);
    EXPECT_FALSE(book.ask<Nothing>([&](auto done) { book.directory->delete_department(7, done); }));
}

TEST(Directory, UserNobodyKnows_IsNoneAndOtherErrorsStayErrors)
{
    Book book;
    for (const int code : {33012, 60121, 40003}) {
        book.refuse(code);
        const auto got = book.ask<std::optional<model::ObservedUser>>(
            [&](auto done) { book.directory->get_user("E1", done); });
        ASSERT_TRUE(got);
        EXPECT_FALSE(*got);
    }
    book.refuse(50002);
    EXPECT_FALSE(book.ask<std::optional<model::ObservedUser>>(
        [&](auto done) { book.directory->get_user("E1", done); }));
}

TEST(Directory, UseridByMobile_FindsOrTellsNobody)
{
    Book book;
    book.answer({{"userid", "E1"}});
    const auto ask = [&] {
        return book.ask<std::optional<std::string>>(
            [&](auto done) { book.directory->userid_by_mobile("+852-51234567", done); });
    };
    EXPECT_EQ(**ask(), "E1");
    EXPECT_EQ(book.http.seen.at(0).body(), (Json{{"mobile", "+852-51234567"}}));
    book.refuse(60121);
    EXPECT_FALSE(*ask());
}

TEST(Directory, SwitchingAnAccount_UsesTheNewStyleAndBelievesOnlyTrue)
{
    Book book;
    book.http.serve = [](const Seen&) { return FakeHttp::json(200, Json{{"result", true}}); };
    const auto disable = [&] {
        return book.ask<Nothing>(
            [&](auto done) { book.directory->disable_user("E1", "left", done); });
    };
    EXPECT_TRUE(disable());
    EXPECT_EQ(book.http.seen.at(0).path, "/v1.0/contact/orgAccounts/disable");
    EXPECT_EQ(book.http.seen.at(0).body(), (Json{{"userId", "E1"}, {"reason", "left"}}));
    book.http.serve = [](const Seen&) { return FakeHttp::json(200, Json{{"result", false}}); };
    EXPECT_FALSE(disable());
    book.http.serve = [](const Seen&) { return FakeHttp::json(200, Json{{"result", true}}); };
    EXPECT_TRUE(book.ask<Nothing>([&](auto done) { book.directory->enable_user("E1", done); }));
}

TEST(Directory, VisibleDepartments_AreReadFromTheTopLevel)
{
    Book book;
    book.http.serve = [](const Seen&) {
        return FakeHttp::json(
            200, Json{{"errcode", 0}, {"auth_org_scopes", {{"authed_dept", {1, "5"}}}}});
    };
    const auto got = book.ask<std::vector<model::DeptId>>(
        [&](auto done) { book.directory->visible_departments(done); });
    ASSERT_TRUE(got);
    EXPECT_EQ(*got, (std::vector<model::DeptId>{1, 5}));
    EXPECT_EQ(book.http.seen.at(0).request.method, "GET");
}

TEST(Directory, DepartmentCalls_CarryIdsAndClearManagersByForce)
{
    Book book;
    book.answer({{"dept_id", 7}});
    EXPECT_EQ(book.ask<CreatedDepartment>([&](auto done) {
                      book.directory->create_department({{"name", "A"}, {"parent_id", 1}}, done);
                  })
                  ->dept_id,
              7);
    EXPECT_TRUE(book.ask<Nothing>([&](auto done) {
        book.directory->update_department(7, {{"dept_manager_userid_list", Json::array()}}, done);
    }));
    EXPECT_EQ(book.http.seen.at(1).body(),
              (Json{{"dept_id", 7}, {"force_update_fields", "dept_manager_userid_list"}}));
}

// A company in memory: department -> children and members.
struct Company {
    std::map<model::DeptId, std::vector<model::DeptId>> children;
    std::map<model::DeptId, std::vector<std::string>> members;
    std::set<std::pair<model::DeptId, std::string>> leaders;

    std::vector<model::DeptId> departments_of(const std::string& userid) const
    {
        std::vector<model::DeptId> found;
        for (const auto& [id, people] : members) {
            if (std::find(people.begin(), people.end(), userid) != people.end()) {
                found.push_back(id);
            }
        }
        return found;
    }

    net::HttpResult serve(const Seen& seen) const
    {
        Json answer{{"errcode", 0}};
        const model::DeptId id = seen.body().value("dept_id", model::DeptId{0});
        if (seen.path == "/topapi/v2/department/get") {
            answer["result"] = {{"dept_id", id}, {"name", "root"}, {"order", 9}};
        } else if (seen.path == "/topapi/v2/department/listsub") {
            answer["result"] = Json::array();
            for (const model::DeptId child : children.at(id)) {
                answer["result"].push_back(
                    {{"dept_id", child}, {"parent_id", id}, {"name", "d" + std::to_string(child)}});
            }
        } else if (seen.path == "/topapi/user/listadmin") {
            answer["result"] = {{{"userid", "p1"}, {"sys_level", 1}}};
        } else {
            answer["result"] = page(id, seen.body());
        }
        return FakeHttp::json(200, answer);
    }

    Json page(model::DeptId id, const Json& asked) const
    {
        const auto& people = members.at(id);
        const auto from = asked.at("cursor").get<std::size_t>();
        const auto to = std::min(people.size(), from + asked.at("size").get<std::size_t>());
        Json result{{"has_more", to < people.size()}, {"list", Json::array()}};
        if (to < people.size()) {
            result["next_cursor"] = to;
        }
        for (std::size_t i = from; i < to; ++i) {
            result["list"].push_back({{"userid", people[i]},
                                      {"name", people[i]},
                                      {"dept_id_list", departments_of(people[i])},
                                      {"leader", leaders.contains({id, people[i]})}});
        }
        return result;
    }
};

Company company_of(int departments, const std::function<int(int)>& pick)
{
    Company company;
    company.children[1] = {};
    company.members[1] = {};
    for (int id = 2; id <= departments; ++id) {
        company.children[1 + pick(id - 1)].push_back(id);
        company.children[id] = {};
        company.members[id] = {};
    }
    for (int person = 0; person < 40; ++person) {
        const std::string userid = "p" + std::to_string(person);
        const model::DeptId home = 1 + pick(departments);
        company.members[home].push_back(userid);
        if (pick(5) == 0) {
            company.leaders.insert({home, userid});
        }
        if (const model::DeptId second = 1 + pick(departments); pick(3) == 0 && second != home) {
            company.members[second].push_back(userid);
        }
    }
    return company;
}

RC_GTEST_PROP(ReadOrganisation, AnyTreeWithAnyFailures_IsReadWholeOrIsAnError, ())
{
    const auto pick = [](int below) { return *rc::gen::inRange(0, below); };
    const Company company = company_of(1 + pick(15), pick);
    const bool harsh = pick(3) == 0;
    Book book;
    book.http.serve = [&](const Seen& seen) -> net::HttpResult {
        switch (pick(harsh ? 8 : 30)) {
        case 0:
            return FakeHttp::errcode(-1);
        case 1:
            return FakeHttp::errcode(90018);
        case 2:
            return FakeHttp::lost(net::NetErrorKind::broken, true);
        case 3:
            return harsh ? FakeHttp::errcode(50004) : company.serve(seen);
        default:
            return company.serve(seen);
        }
    };

    const auto got = book.ask<model::ObservedOrganisation>(
        [&](auto done) { book.directory->read_organisation(1, done); });

    if (!got) {
        RC_ASSERT(!got.error().code.empty());
        return;
    }
    RC_ASSERT(got->departments.size() == company.children.size());
    std::set<std::string> userids;
    for (const auto& user : got->users) {
        RC_ASSERT(userids.insert(user.userid).second);
        RC_ASSERT(user.dept_ids == company.departments_of(user.userid));
    }
    RC_ASSERT(userids.size() == 40U);
    for (const auto& department : got->departments) {
        for (const std::string& userid : department.manager_userids) {
            RC_ASSERT(company.leaders.contains({department.dept_id, userid}));
        }
    }
}

TEST(ReadOrganisation, CallsAreExactlyOneListsubADepartmentAndOnePageAHundred)
{
    Company company;
    company.children = {{1, {2, 3}}, {2, {4}}, {3, {}}, {4, {}}};
    company.members = {{1, {}}, {2, {}}, {3, {}}, {4, {"p1"}}};
    for (int i = 0; i < 250; ++i) {
        company.members[2].push_back("m" + std::to_string(i));
    }
    for (int i = 0; i < 100; ++i) {
        company.members[3].push_back("n" + std::to_string(i));
    }
    company.leaders = {{2, "m249"}, {2, "m0"}};
    Book book;
    book.http.serve = [&](const Seen& seen) { return company.serve(seen); };

    const auto got = book.ask<model::ObservedOrganisation>(
        [&](auto done) { book.directory->read_organisation(1, done); });

    ASSERT_TRUE(got);
    EXPECT_EQ(book.http.count("/topapi/v2/department/listsub"), 4);
    EXPECT_EQ(book.http.count("/topapi/v2/user/list"), 1 + 3 + 1 + 1);
    EXPECT_EQ(book.http.count("/topapi/v2/department/get"), 1);
    EXPECT_EQ(book.http.count("/topapi/user/listadmin"), 1);
    EXPECT_EQ(book.http.seen.size(), 12U);
    EXPECT_EQ(got->users.size(), 351U);
    EXPECT_EQ(got->departments.at(1).manager_userids, (std::vector<std::string>{"m0", "m249"}));
    EXPECT_EQ(got->departments.at(3).parent_id, 2);
    EXPECT_EQ(got->admin_userids, (std::vector<std::string>{"p1"}));
}

TEST(ReadOrganisation, PageThatNeverEnds_IsAnErrorAndNotALoop)
{
    Book book;
    book.http.serve = [](const Seen& seen) {
        Json result = Json::array();
        if (seen.path == "/topapi/v2/department/get") {
            result = {{"dept_id", 1}};
        } else if (seen.path == "/topapi/v2/user/list") {
            result = {{"has_more", true}, {"next_cursor", 0}, {"list", Json::array()}};
        }
        return FakeHttp::json(200, Json{{"errcode", 0}, {"result", result}});
    };
    const auto got = book.ask<model::ObservedOrganisation>(
        [&](auto done) { book.directory->read_organisation(1, done); });
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, "answer.unreadable");
}

} // namespace
} // namespace rosterd::dingtalk
