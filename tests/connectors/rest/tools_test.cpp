// What the command line builds on: recording without keeping anyone's data.
#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/rest/anonymise.hpp"
#include "tests/connectors/rest/definitions.hpp"

namespace rosterd::rest
{
namespace
{

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kDefinition =
    acme(people("    request: {path: /p, query: {page: \"{{page}}\"}}\n    records: .p[]\n    "
                "paging: {by: page, size: 2}\n"
                "    children: {job: {request: {path: \"/job/{{id}}\"}, record: .}}\n"),
         "settings: {key: {help: a key, secret: true}}\n"
         "auth: {login: {request: {path: /login, json: {key: \"{{settings.key}}\"}}, token: "
         ".access_token}}\n");
const std::string kRealHris =
    "settings: {key: k-real-secret}\nexchanges:\n"
    "  - {ask: POST https://acme.example.com/api/login, answer: {access_token: real-token-1}}\n"
    "  - {ask: \"GET https://acme.example.com/api/p?page=1\", headers: {Authorization: Bearer "
    "real-token-1}, answer: "
    "{p: [{id: E1001, name: 陳大文, mail: tai.man@acme.com, mobile: 85291234567, since: "
    "\"2024-03-01\"}, {id: E1002, "
    "name: Mei Tan, mail: mei@acme.com, mobile: 85291234568}]}}\n"
    "  - {ask: \"GET https://acme.example.com/api/p?page=2\", answer: {p: [{id: E1003, name: Bo "
    "Ng}]}}\n"
    "  - {ask: GET https://acme.example.com/api/job/E1001, answer: {title: Chief Cook}}\n"
    "  - {ask: GET https://acme.example.com/api/job/E1002, answer: {title: Waiter}}\n"
    "  - {ask: GET https://acme.example.com/api/job/E1003, answer: {title: Waiter}}\n"
    "expect: {}\n";

TEST(Record, KeepsNobodysDataAndNoSecret_AndPlays)
{
    const auto definition = defined(kDefinition);
    const Recording real = recorded(kRealHris);

    const auto text = record(definition, real.settings, playing_wire(real), {});

    ASSERT_TRUE(text) << text.error().message;
    for (const std::string private_text :
         {"k-real-secret", "real-token-1", "陳大文", "Mei Tan", "tai.man", "acme.com",
          "85291234567", "E1001", "Chief Cook"}) {
        EXPECT_THAT(*text, Not(HasSubstr(private_text)));
    }
    EXPECT_THAT(*text, HasSubstr("2024-03-01"));
    EXPECT_EQ(joined(problems_of(definition, recorded(*text))), "") << *text;
}

// Sixty people and their four managers, who are four of them. Under `reports_to` and `boss` each of
// these stands often enough to be taken for a status or a department.
model::Json people_with_managers()
{
    const auto id = [](int number) { return "HR-EMP-" + std::to_string(10'000 + number); };
    const auto name = [](int number) { return "Person Nr" + std::to_string(10'000 + number); };
    model::Json list = model::Json::array();
    for (int i = 0; i < 60; ++i) {
        list.push_back({{"key", id(i)},
                        {"called", name(i)},
                        {"reports_to", id(i % 4)},
                        {"boss", name(i % 4)},
                        {"nr", 1'000 + i},
                        {"boss_nr", 1'000 + i % 4},
                        {"team", i % 2 == 0 ? "Kitchen" : "Service"}});
    }
    return list;
}

TEST(Record, OfManagers_KeepsNoneInTheClear_AndTheirPeopleStillReportToThem)
{
    const auto definition = defined(
        acme("  people:\n    request: {path: /p}\n    records: .p[]\n    id: .key\n"
             "    fields: {employee_id: .key, name: .called, manager_id: .reports_to, departments: "
             ".team, userid: .nr, ext.boss: .boss_nr}\n"));
    const Recording real =
        recorded("exchanges:\n  - {ask: GET https://acme.example.com/api/p, answer: {p: " +
                 people_with_managers().dump() + "}}\nexpect: {}\n");

    const auto text = record(definition, real.settings, playing_wire(real), {});

    ASSERT_TRUE(text) << text.error().message;
    for (int i = 0; i < 60; ++i) {
        EXPECT_THAT(*text, Not(HasSubstr("HR-EMP-" + std::to_string(10'000 + i))));
        EXPECT_THAT(*text, Not(HasSubstr("Person Nr" + std::to_string(10'000 + i))));
        EXPECT_THAT(*text, Not(HasSubstr(":" + std::to_string(1'000 + i))));
    }
    EXPECT_THAT(*text, HasSubstr("Kitchen")) << "nobody is called so";
    const Recording recording = recorded(*text);
    EXPECT_EQ(joined(problems_of(definition, recording)), "");
    ASSERT_EQ(recording.expect.people.size(), 60U);
    const auto all = [&](const std::string& heading) {
        std::set<std::string> values;
        for (const Cells& cells : recording.expect.people) {
            const auto found = std::ranges::find(cells, heading, &Cells::value_type::first);
            values.insert(found == cells.end() ? "" : found->second);
        }
        return values;
    };
    EXPECT_EQ(all("employee_id").size(), 60U);
    EXPECT_EQ(all("manager_id").size(), 4U);
    EXPECT_THAT(all("employee_id"), ::testing::IsSupersetOf(all("manager_id")));
    EXPECT_EQ(all("ext.boss").size(), 4U);
    EXPECT_THAT(all("userid"), ::testing::IsSupersetOf(all("ext.boss")));
}

TEST(Record, OfAReadThatFails_IsNone)
{
    const auto text = record(
        defined(kDefinition), {{"key", "k"}},
        playing_wire(recorded("exchanges:\n  - {ask: POST https://acme.example.com/api/login, "
                              "status: 403, answer: {}}\nexpect: {}\n")),
        {});

    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().kind, model::ErrorKind::unauthorised);
}

TEST(Anonymiser, GivesTheSameTextTheSameOther_OfTheSameShape)
{
    const Anonymiser people{"status: Active", {}, 42};

    EXPECT_EQ(people.replaced(std::string{"E1001"}), people.replaced(std::string{"E1001"}));
    EXPECT_NE(people.replaced(std::string{"E1001"}), people.replaced(std::string{"E1002"}));
    EXPECT_THAT(people.replaced(std::string{"mei@acme.com"}),
                ::testing::MatchesRegex("[a-z]{3}@example.com"));
    EXPECT_THAT(people.replaced(std::string{"+852 9123-4567"}),
                ::testing::MatchesRegex("\\+[0-9]{3} [0-9]{4}-[0-9]{4}"));
    for (const std::string one : {"Active", "2026-05-02T08:00:00Z", "/Date(1751328000000)/", ""}) {
        EXPECT_EQ(people.replaced(one), one);
    }
}

TEST(Anonymiser, LeavesWhatIsSaidOfMany)
{
    Anonymiser people{"", {}, 42};
    model::Json list = model::Json::array();
    for (int i = 0; i < 40; ++i) {
        list.push_back({{"team", i % 2 == 0 ? "Kitchen" : "Service"},
                        {"name", "Person " + std::to_string(i)}});
    }
    people.look_at({list});

    const model::Json out = people.replaced(list);

    EXPECT_EQ(out[0]["team"], "Kitchen");
    EXPECT_NE(out[0]["name"], "Person 0");
}

TEST(Anonymiser, GivesNoTwoTheSame_NorAnybodyAnotherOnesOwn)
{
    Anonymiser people{"", {}, 42};
    model::Json list = model::Json::array();
    for (int i = 10; i < 80; ++i) { // of 90 numbers with two digits
        list.push_back({{"id", i}, {"name", "N" + std::to_string(i)}});
    }
    people.look_at({list});

    std::set<std::string> others;
    for (const model::Json& one : people.replaced(list)) {
        EXPECT_FALSE(one["id"] >= 10 && one["id"] < 80);
        others.insert(one["id"].dump());
    }
    EXPECT_EQ(others.size(), list.size());
}

TEST(Anonymiser, KnowsAnIdWhereverItStands_AndLeavesWhatIsCounted)
{
    Anonymiser people{"path: /p/{{id}}/job", {}, 42};
    const model::Json list{{"next", "https://hr.example.com/p?after=102&page=102"},
                           {"total", 102},
                           {"people", {{{"id", 102}, {"age", 41}}}},
                           {"pay", {{{"of", 102}, {"amount", 51234.5}}}}};
    people.look_at({list});

    const model::Json out = people.replaced(list);

    const std::string id = out["people"][0]["id"].dump();
    EXPECT_NE(id, "102");
    EXPECT_EQ(out["next"], "https://hr.example.com/p?after=" + id + "&page=102");
    EXPECT_EQ(out["pay"][0]["of"].dump(), id);
    EXPECT_NE(out["pay"][0]["amount"], 51234.5);
    EXPECT_EQ(out["total"], 102);
    EXPECT_EQ(out["people"][0]["age"], 41);
    EXPECT_EQ(people.replaced_in_request(std::string{"102,102"}, "ids"), id + "," + id);
    EXPECT_EQ(people.replaced_url("https://hr.example.com/p/102/job?limit=102"),
              "https://hr.example.com/p/" + id + "/job?limit=102");
}

TEST(Anonymiser, LeavesNoNameBirthdayOrKeyThatIsSomebodys)
{
    Anonymiser people{"", {}, 42};
    model::Json list = model::Json::array();
    for (int i = 0; i < 40; ++i) {
        list.push_back({{"lastName", i % 2 == 0 ? "Chan" : "Wong"}, {"birthDate", "1990-03-04"}});
    }
    const model::Json byKey{{"1042", {{"mail", "mei@acme.com"}}}};
    people.look_at({list, byKey});

    EXPECT_NE(people.replaced(list)[0]["lastName"], "Chan") << "although many have it";
    EXPECT_EQ(people.replaced(list)[0]["birthDate"], "1980-01-01");
    EXPECT_FALSE(people.replaced(byKey).contains("1042"));
}

TEST(Anonymiser, OfXml_LeavesTheMarkup)
{
    const Anonymiser people{"", {}, 42};

    const std::string out =
        people.replaced_xml("<a xmlns=\"urn:x\"><b c=\"Chen Wei\">Li Na</b></a>");

    EXPECT_THAT(
        out,
        ::testing::MatchesRegex(
            "<a xmlns=\"urn:x\"><b c=\"[A-Za-z]{4} [A-Za-z]{3}\">[A-Za-z]{2} [A-Za-z]{2}</b></a>"));
    EXPECT_THAT(out, Not(HasSubstr("Li Na")));
}

} // namespace
} // namespace rosterd::rest
