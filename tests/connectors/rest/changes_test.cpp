// Incremental reads: watermarks, ids that are fetched, what became effective, windows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/connectors/rest/definitions.hpp"

namespace rosterd::rest
{
namespace
{

std::string with(const std::string& incremental, const std::string& query = "")
{
    return acme(people("    request: {path: /p, query: {since: \"{{watermark}}\"" + query +
                       "}}\n    records: .p[]\n    gone: .gone\n    incremental: " + incremental +
                       "\n"));
}

const std::string kNow = "now: 2026-05-02T08:00:00Z\n";
const std::string kSince = kNow + "watermarks: {people: 2026-05-01T00:00:00Z}\n";

TEST(Changes, AFullRead_LeavesTheWatermarkOutAndBeginsOne)
{
    EXPECT_EQ(
        played(
            with("{overlap: 1h}"),
            kNow +
                "exchanges: [{ask: GET https://acme.example.com/api/p, answer: {p: [{id: 1}]}}]\n"
                "expect: {people: [{employee_id: 1, name: }], watermarks: {people: "
                "2026-05-02T08:00:00Z}}\n"),
        "");
}

TEST(Changes, AreAskedForFromTheWatermarkLessTheOverlap)
{
    EXPECT_EQ(played(with("{overlap: 1h}"),
                     kSince + "exchanges: [{ask: \"GET "
                              "https://acme.example.com/api/p?since=2026-04-30T23:00:00Z\", "
                              "answer: {p: [{id: 1, name: A}, {id: 2, gone: true}]}}]\n"
                              "expect: {completeness: changes, people: [{employee_id: 1, name: "
                              "A}], gone: [\"2\"],\n"
                              "  watermarks: {people: 2026-05-02T08:00:00Z}}\n"),
              "");
}

TEST(Changes, TheGreatestTimeOfTheRecords_IsTheNextWatermark)
{
    EXPECT_EQ(
        played(
            with("{watermark: {records: .at}}"),
            kSince +
                "exchanges: [{ask: GET https://acme.example.com/api/p, answer: {p: [{id: 1, at: "
                "\"2026-05-01T09:00:00+08:00\"}, {id: 2, at: 2026-05-01 00:30:00.123456}]}}]\n"
                "expect: {completeness: changes, people: [{employee_id: 1, name: }, {employee_id: "
                "2, name: }], watermarks: {people: 2026-05-01T01:00:00Z}}\n"),
        "");
}

TEST(Changes, ATokenOfTheAnswer_IsHandedBackAsItIs)
{
    EXPECT_EQ(played(with("{watermark: {token: .delta}}"),
                     kNow + "watermarks: {people: tok-1}\n"
                            "exchanges: [{ask: \"GET https://acme.example.com/api/p?since=tok-1\", "
                            "answer: {p: [], "
                            "delta: tok-2}}]\n"
                            "expect: {completeness: changes, watermarks: {people: tok-2}}\n"),
              "");
}

TEST(Changes, WhoBecameEffectiveSince_ComesFromASecondQueryAndCountsOnce)
{
    const std::string two =
        "{queries: [{}, {request: {query: {since: null, from: \"{{watermark|time:date}}\", "
        "to: \"{{now|time:date}}\"}}}]}";
    EXPECT_EQ(played(with(two),
                     kSince +
                         "exchanges:\n"
                         "  - {ask: \"GET "
                         "https://acme.example.com/api/p?since=2026-05-01T00:00:00Z\", answer: {p: "
                         "[{id: 1, name: A}]}}\n"
                         "  - {ask: \"GET "
                         "https://acme.example.com/api/p?from=2026-05-01&to=2026-05-02\", answer: "
                         "{p: [{id: 1, name: A}, {id: 2, name: B}]}}\n"
                         "expect: {completeness: changes, people: [{employee_id: 1, name: A}, "
                         "{employee_id: 2, "
                         "name: B}]}\n"),
              "");
}

const std::string kIds =
    "{queries: [{request: {path: /changed}, records: \".c[]\", ids: .id, gone: .deleted}],\n"
    "      fetch: {batch: 2, request: {query: {since: null, ids: \"{{ids|join:,}}\"}}, missing: "
    "[404]}}";

TEST(Changes, WhoIsOnlyNamed_IsFetchedInBatches)
{
    EXPECT_EQ(
        played(with(kIds),
               kSince +
                   "exchanges:\n"
                   "  - {ask: \"GET "
                   "https://acme.example.com/api/changed?since=2026-05-01T00:00:00Z\", "
                   "answer: {c: [{id: 1}, {id: 2}, {id: 1}, {id: 9, deleted: true}, {id: 3}]}}\n"
                   "  - {ask: \"GET https://acme.example.com/api/p?ids=1%2C2\", answer: {p: [{id: "
                   "1, name: "
                   "A}, {id: 2, name: B}]}}\n"
                   "  - {ask: \"GET https://acme.example.com/api/p?ids=3\", answer: {p: [{id: 3, "
                   "name: C}]}}\n"
                   "expect: {completeness: changes, gone: [\"9\"], people: [{employee_id: 1, name: "
                   "A}, "
                   "{employee_id: 2, name: B}, {employee_id: 3, name: C}]}\n"),
        "");
}

TEST(Changes, WhoCanNotBeFetchedBecauseHeIsNotThere_StaysAsHeIs)
{
    EXPECT_EQ(
        played(with(kIds),
               kSince +
                   "exchanges:\n"
                   "  - {ask: GET https://acme.example.com/api/changed, answer: {c: [{id: 7}]}}\n"
                   "  - {ask: GET https://acme.example.com/api/p, status: 404, answer: {}}\n"
                   "expect: {completeness: changes}\n"),
        "");
}

TEST(Changes, OfAWatermarkThatIsTooOld_AreAFullRead)
{
    EXPECT_EQ(played(with("{expires: 6h}"),
                     kSince +
                         "exchanges: [{ask: GET https://acme.example.com/api/p, answer: {p: [{id: "
                         "1, name: A}]}}]\n"
                         "expect: {completeness: complete, people: [{employee_id: 1, name: A}]}\n"),
              "");
}

TEST(Changes, AfterTheDefinitionChanged_AreAFullRead)
{
    const Recording recording = recorded(
        "exchanges: [{ask: GET https://acme.example.com/api/p, answer: {p: [{id: 1, name: A}]}}]\n"
        "expect: {}\n");
    sdk::RememberingSink sink;
    const auto first = make_player(defined(with("{}")), recording)->read({true, ""}, sink);
    ASSERT_TRUE(first);

    const auto second =
        make_player(defined(with("{overlap: 2h}")), recording)->read({false, first->cursor}, sink);

    ASSERT_TRUE(second);
    EXPECT_EQ(second->completeness, sdk::Completeness::complete);
}

TEST(Queries, OfAFullRead_AreAskedOneAfterTheOther_AndWhoIsInTwoCountsOnce)
{
    const std::string definition = acme(
        people("    request: {path: /p, query: {size: \"5\"}}\n    records: .p[]\n    queries:\n"
               "      - request: {query: {state: active}}\n"
               "      - {request: {path: /former}, records: \".f[]\", gone: .left}\n"));
    EXPECT_EQ(
        played(definition,
               "exchanges:\n"
               "  - {ask: \"GET https://acme.example.com/api/p?size=5&state=active\", answer: "
               "{p: [{id: 1, name: A}, {id: 2, name: B}]}}\n"
               "  - {ask: \"GET https://acme.example.com/api/former?size=5\", answer: {f: "
               "[{id: 2, name: Old, left: false}, {id: 3, left: true}]}}\n"
               "expect: {people: [{employee_id: 1, name: A}, {employee_id: 2, name: B}], gone: "
               "[\"3\"]}\n"),
        "");
    EXPECT_THAT(faults_of(acme(people("    request: {path: /p}\n    records: .p[]\n    queries: "
                                      "[]\n"))),
                ::testing::HasSubstr("'queries' must be a list"));
}

TEST(Windows, AreReadNewestFirst_AndWhoIsInTwoCountsAsInTheNewest)
{
    const std::string windows =
        acme(people("    request: {path: /p, query: {from: \"{{window.from}}\", to: "
                    "\"{{window.to}}\"}}\n    records: .p[]\n"
                    "    windows: {span: 90d, since: 2026-01-01}\n"));
    EXPECT_EQ(
        played(windows,
               kNow +
                   "exchanges:\n"
                   "  - {ask: \"GET https://acme.example.com/api/p?from=2026-01-01T00:00:00Z&to="
                   "2026-02-01T08:00:00Z\", answer: {p: [{id: 1, name: Old}, {id: 2, name: B}]}}\n"
                   "  - {ask: \"GET https://acme.example.com/api/p?from=2026-02-01T08:00:00Z&to="
                   "2026-05-02T08:00:00Z\", answer: {p: [{id: 1, name: New}]}}\n"
                   "expect: {people: [{employee_id: 1, name: New}, {employee_id: 2, name: B}]}\n"),
        "");
}

} // namespace
} // namespace rosterd::rest
