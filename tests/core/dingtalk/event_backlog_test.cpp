#include "core/dingtalk/event_backlog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/dingtalk/fake_http.hpp"

namespace rosterd::dingtalk
{

namespace
{

using test::FakeHttp;
using test::Json;
using test::World;
using testing::ElementsAre;

Json entry(int number)
{
    return {{"call_back_tag", "user_add_org"},
            {"event_time", 1767225600000 + number},
            {"user_add_org", {{"userid", {"u" + std::to_string(number)}}, {"corpid", "ding1"}}}};
}

net::HttpResult page(std::vector<Json> entries, bool more)
{
    return FakeHttp::json(
        200, {{"errcode", 0}, {"errmsg", "ok"}, {"has_more", more}, {"failed_list", entries}});
}

struct BacklogTest : testing::Test {
    World world;
    std::vector<std::string> kept; // userids, with a mark for each page
    std::optional<tl::expected<std::size_t, ApiError>> answer;

    void pull()
    {
        const auto backlog = make_event_backlog(world.loop, *world.client);
        backlog->pull(
            [&](const std::vector<Event>& events) {
                for (const Event& event : events) {
                    kept.push_back(event.data.at("userid").at(0));
                }
                kept.push_back("after call " + std::to_string(world.http.seen.size()));
            },
            [&](tl::expected<std::size_t, ApiError> result) { answer = std::move(result); });
        world.loop.run();
    }
};

TEST_F(BacklogTest, each_page_is_kept_before_the_next_call_makes_dingtalk_forget_it)
{
    world.http.serve = test::script({page({entry(1), entry(2)}, true), page({entry(3)}, false)});

    pull();

    EXPECT_THAT(kept, ElementsAre("u1", "u2", "after call 1", "u3", "after call 2"));
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ(**answer, 3U);
    EXPECT_EQ(world.http.count("/call_back/get_call_back_failed_result"), 2);
    EXPECT_EQ(world.http.seen[0].request.method, "GET");
    EXPECT_TRUE(world.http.seen[0].request.body.empty());
}

TEST_F(BacklogTest, an_empty_list_is_nothing_to_keep)
{
    world.http.serve = test::script({page({}, false)});
    pull();
    EXPECT_TRUE(kept.empty());
    EXPECT_EQ(**answer, 0U);
}

TEST_F(BacklogTest, what_is_no_event_is_passed_over)
{
    world.http.serve = test::script({page({Json{{"event_time", 1}}, entry(1)}, false)});
    pull();
    EXPECT_EQ(**answer, 1U);
}

TEST_F(BacklogTest, a_lost_answer_is_not_asked_for_again_as_that_would_hide_the_loss)
{
    world.http.serve =
        test::script({FakeHttp::lost(net::NetErrorKind::broken, true), page({}, false)});
    pull();
    ASSERT_TRUE(answer);
    EXPECT_FALSE(*answer);
    EXPECT_EQ(world.http.count("/call_back/get_call_back_failed_result"), 1);
}

} // namespace

} // namespace rosterd::dingtalk
