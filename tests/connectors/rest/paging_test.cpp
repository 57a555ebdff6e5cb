// Every kind of paging, and every way in which a list can move while it is read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/connectors/rest/definitions.hpp"

namespace rosterd::rest
{
namespace
{

using ::testing::HasSubstr;

std::string paged(const std::string& paging, const std::string& query = "page: \"{{page}}\"")
{
    return acme(people("    request: {path: /p, query: {" + query +
                       "}}\n    records: .p[]\n    paging: " + paging + "\n"));
}

std::string page(const std::string& query, const std::string& answer, const std::string& more = "")
{
    return "  - {ask: \"GET https://acme.example.com/api/p" + query + "\", answer: " + answer +
           more + "}\n";
}

std::string three = "expect: {people: [{employee_id: 1, name: A}, {employee_id: 2, name: B}, "
                    "{employee_id: 3, name: C}]}\n";
std::string moved(const std::string& message)
{
    return "expect: {error: {kind: transient, message: \"" + message + "\"}}\n";
}
const std::string kAB = "p: [{id: 1, name: A}, {id: 2, name: B}]";
const std::string kC = "p: [{id: 3, name: C}]";

TEST(Paging, ByPageNumber_EndsAsTheHrisSays)
{
    const std::string pages = page("?page=1", "{" + kAB + ", total: 3, pages: 2, more: true}") +
                              page("?page=2", "{" + kC + ", total: 3, pages: 2, more: false}");
    for (const std::string end : {"total: .total", "pages: .pages", "more: .more", "size: 2"}) {
        EXPECT_EQ(played(paged("{by: page, " + end + "}"), "exchanges:\n" + pages + three), "")
            << end;
    }
}

TEST(Paging, UntilAnEmptyPage_WhereNothingElseIsKnown)
{
    EXPECT_EQ(played(paged("{by: page, first: 0}"),
                     "exchanges:\n" + page("?page=0", "{" + kAB + "}") +
                         page("?page=1", "{" + kC + "}") + page("?page=2", "{p: []}") + three),
              "");
}

TEST(Paging, ByOffset_CountsRecords)
{
    EXPECT_EQ(played(paged("{by: offset, size: 2, total: .total}",
                           "from: \"{{offset}}\", size: \"{{size}}\""),
                     "exchanges:\n" + page("?from=0&size=2", "{" + kAB + ", total: 3}") +
                         page("?from=2&size=2", "{" + kC + ", total: 3}") + three),
              "");
}

TEST(Paging, ByCursor_LeavesItOutAtFirst)
{
    EXPECT_EQ(played(paged("{by: cursor, cursor: .next}", "at: \"{{cursor}}\""),
                     "exchanges:\n" + page("?at=c2", "{" + kC + ", next: null}") +
                         page("", "{" + kAB + ", next: c2}") + three),
              "");
}

TEST(Paging, ByScroll_EndsWithAnEmptyPageAndMayKeepItsId)
{
    EXPECT_EQ(played(paged("{by: scroll, cursor: .s, within: 10s}", "s: \"{{cursor|or:}}\""),
                     "exchanges:\n" + page("?s=", "{" + kAB + ", s: x}") +
                         page("?s=x", "{" + kC + ", s: x}") + page("?s=x", "{p: [], s: x}") +
                         three),
              "");
}

TEST(Paging, AScrollAskedForTooLate_BeginsAnew)
{
    const std::string once =
        page("?s=", "{" + kAB + ", s: x}") + page("?s=x", "{" + kC + ", s: x}");
    const std::string slow = acme(people("    request: {path: /p, query: {s: \"{{cursor|or:}}\"}}\n"
                                         "    records: .p[]\n"
                                         "    paging: {by: scroll, cursor: .s, within: 10s}\n"),
                                  "limits: {per_minute: 1}\n");

    EXPECT_EQ(played(slow, "exchanges:\n" + once + once + moved("asked for too late")), "");
}

TEST(Paging, ByNextLink_AbsoluteOrRelative)
{
    for (const std::string next :
         {"https://acme.example.com/api/p?k=2", "/api/p?k=2", "?k=2", "p?k=2"}) {
        EXPECT_EQ(played(paged("{by: next_link, next: .next}", "size: 9"),
                         "exchanges:\n" + page("?size=9", "{" + kAB + ", next: \"" + next + "\"}") +
                             page("?k=2", "{" + kC + "}") + three),
                  "")
            << next;
    }
}

TEST(Paging, ByLinkHeader)
{
    EXPECT_EQ(
        played(
            paged("{by: link_header}", "size: 9"),
            "exchanges:\n" +
                page(
                    "?size=9", "{" + kAB + "}",
                    ", answer_headers: {Link: '<https://acme.example.com/api/p?k=1>; rel=\"prev\", "
                    "<https://acme.example.com/api/p?k=2>; rel=\"next\"'}") +
                page("?k=2", "{" + kC + "}") + three),
        "");
}

TEST(Paging, ANextLinkToAnotherHost_IsRefusedSinceSecretsGoNowhereElse)
{
    EXPECT_EQ(
        played(paged("{by: next_link, next: .next}", "size: 9"),
               "exchanges:\n" +
                   page("?size=9", "{" + kAB + ", next: \"https://evil.example.com/p\"}") +
                   "expect: {error: {kind: permanent, message: \"points to another host\"}}\n"),
        "");
}

TEST(Paging, ATotalThatDoesNotAddUp_IsNoShortList)
{
    const std::string short_list = page("?page=1", "{" + kAB + ", total: 3, more: false}");
    EXPECT_EQ(
        played(paged("{by: page, total: .total, more: .more}"),
               "exchanges:\n" + short_list + short_list + moved("there are 3 records, and gave 2")),
        "");
}

TEST(Paging, ATotalThatIsLeftOut_IsNoEnd)
{
    const std::string pages = page("?page=1", "{" + kAB + "}");
    EXPECT_EQ(
        played(paged("{by: page, total: .total}"),
               "exchanges:\n" + pages + pages + moved("does not say how many records there are")),
        "");
}

TEST(Paging, AnEmptyPageBeforeTheEnd_IsNoEnd)
{
    const std::string pages =
        page("?page=1", "{" + kAB + ", total: 3}") + page("?page=2", "{p: [], total: 3}");
    EXPECT_EQ(played(paged("{by: page, total: .total}"),
                     "exchanges:\n" + pages + pages + moved("is empty, and is not the last one")),
              "");
}

TEST(Paging, TheSameIdOnTwoPages_MeansThatThePagesShifted)
{
    const std::string pages = page("?page=1", "{" + kAB + "}") +
                              page("?page=2", "{p: [{id: 2, name: B}, {id: 3, name: C}]}");
    EXPECT_EQ(played(paged("{by: page, size: 2}"),
                     "exchanges:\n" + pages + pages + moved("is listed twice")),
              "");
}

TEST(Paging, TheSamePageAgain_IsNoSecondPage)
{
    const std::string same =
        "  - {ask: \"GET https://acme.example.com/api/p\", times: any, answer: {" + kAB + "}}\n";
    EXPECT_EQ(played(paged("{by: page, size: 2}"),
                     "exchanges:\n" + same + moved("is the one before once more")),
              "");
}

TEST(Paging, ACursorOrALinkThatComesAgain_IsALoop)
{
    const std::string cursors =
        "  - {ask: \"GET https://acme.example.com/api/p?at=x\", times: any, answer: {" + kC +
        ", next: x}}\n" + page("", "{" + kAB + ", next: x}, times: 2");
    EXPECT_EQ(played(paged("{by: cursor, cursor: .next}", "at: \"{{cursor}}\""),
                     "exchanges:\n" + cursors + moved("it names the same next page again")),
              "");
    const std::string links = page("?k=2", "{" + kC + ", next: \"?k=2\"}, times: 2") +
                              page("?size=9", "{" + kAB + ", next: \"?k=2\"}, times: 2");
    EXPECT_EQ(played(paged("{by: next_link, next: .next}", "size: 9"),
                     "exchanges:\n" + links + moved("its next page is one read before")),
              "");
}

TEST(Paging, AListThatMovedOnce_IsReadAnewFromTheStart)
{
    const Recording recording = recorded(
        "exchanges:\n" + page("?page=1", "{" + kAB + ", total: 3}") +
        page("?page=2", "{" + kC + ", total: 4}") + page("?page=1", "{" + kAB + ", total: 3}") +
        page("?page=2", "{" + kC + ", total: 3}") + three);
    const auto definition = defined(paged("{by: page, total: .total}"));
    sdk::RememberingSink sink;

    const auto result = make_player(definition, recording)->read({true, ""}, sink);

    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(sink.restarts, 1U);
    EXPECT_EQ(sink.records.size(), 3U);
}

TEST(Paging, AnAnswerWithoutTheList_IsAFailure)
{
    EXPECT_EQ(played(paged("{by: page, size: 2}"),
                     "exchanges:\n" + page("?page=1", "{}") +
                         "expect: {error: {kind: transient, message: is not as expected}}\n"),
              "");
}

TEST(Paging, AListOfNobody_IsAFailureUnlessItMayBe)
{
    EXPECT_EQ(
        played(paged("{by: page, size: 2}"),
               "exchanges:\n" + page("?page=1", "{p: []}") +
                   "expect: {error: {kind: transient, message: the HRIS listed nobody at all}}\n"),
        "");
    EXPECT_EQ(played(paged("{by: page, size: 2}\n    may_be_empty: true"),
                     "exchanges:\n" + page("?page=1", "{p: []}") + "expect: {people: []}\n"),
              "");
}

} // namespace
} // namespace rosterd::rest
