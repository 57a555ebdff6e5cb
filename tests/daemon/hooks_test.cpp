#include "daemon/service/hooks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/cycle/hooks.hpp"
#include "daemon/service/hook_crypto.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::service
{
namespace
{

using namespace std::chrono_literals;
using config::HookScheme;
using model::Json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const model::Instant kNow{model::Duration{1767225600000}};

class Remembering final : public log::Log
{
public:
    void write(log::Level, std::string_view event, const Json& fields) override
    {
        lines.push_back(std::string{event} + " " + fields.dump());
    }
    std::vector<std::string> lines;
};

struct HooksTest : testing::Test {
    Remembering log;
    Metrics metrics;
    std::vector<std::string> kept;
    bool busy = false;
    config::Settings settings;
    Hooks hooks{log, metrics, [this](const std::string& source) {
                    if (busy) {
                        throw state::StoreBusy{"busy"};
                    }
                    kept.push_back(source);
                }};

    HooksTest()
    {
        for (const auto& [name, scheme] : std::initializer_list<std::pair<const char*, HookScheme>>{
                 {"bamboo", HookScheme::bamboohr},
                 {"bob", HookScheme::hibob},
                 {"feishu", HookScheme::feishu}}) {
            config::SourceSettings source;
            source.name = name;
            source.webhook = config::WebhookSettings{scheme, "s3cret", "", {}};
            settings.sources.push_back(std::move(source));
        }
        config::SourceSettings quiet;
        quiet.name = "quiet";
        settings.sources.push_back(std::move(quiet));
    }

    static http::HttpServerRequest posted(const std::string& source, const std::string& body)
    {
        http::HttpServerRequest request;
        request.method = "POST";
        request.path = "/hooks/" + source;
        request.body = body;
        request.peer = "192.0.2.7";
        return request;
    }
    // As BambooHR signs at that time.
    static http::HttpServerRequest bamboo(const std::string& body, model::Instant sent)
    {
        const auto seconds =
            std::chrono::duration_cast<std::chrono::seconds>(sent.time_since_epoch()).count();
        auto request = posted("bamboo", body);
        request.headers["x-bamboohr-timestamp"] = std::to_string(seconds);
        request.headers["x-bamboohr-signature"] =
            to_hex(hmac("sha256", "s3cret", body + std::to_string(seconds)));
        return request;
    }
    int status(const http::HttpServerRequest& request, model::Instant now = kNow)
    {
        return hooks.answer(settings, request, now).status;
    }
};

TEST_F(HooksTest, ASignedOne_IsKeptAndTheLogSaysFromWhere)
{
    EXPECT_EQ(status(bamboo("{}", kNow)), 200);
    EXPECT_THAT(kept, ElementsAre("bamboo"));
    EXPECT_THAT(log.lines, ElementsAre(R"(hook.received {"peer":"192.0.2.7","source":"bamboo"})"));
}

TEST_F(HooksTest, AForgedOne_IsRefusedAndTheLogHoldsNothingOfIt)
{
    auto forged = bamboo("{}", kNow);
    forged.body = R"({"employee":"Ann"})";

    EXPECT_EQ(status(forged), 401);
    EXPECT_EQ(status(posted("bob", "{}")), 401);
    EXPECT_THAT(kept, IsEmpty());
    ASSERT_EQ(log.lines.size(), 2U);
    EXPECT_THAT(log.lines[0], HasSubstr("hook.refused"));
    EXPECT_THAT(log.lines[0], HasSubstr("192.0.2.7"));
    EXPECT_THAT(log.lines[0], testing::Not(HasSubstr("Ann")));
}

TEST_F(HooksTest, TheVeryMessageThatCameBefore_IsRefused)
{
    const auto sent = bamboo("{}", kNow);
    EXPECT_EQ(status(sent), 200);
    EXPECT_EQ(status(sent, kNow + 1s), 403);
    EXPECT_EQ(status(bamboo("{}", kNow + 1s), kNow + 1s), 200) << "said anew";
    EXPECT_THAT(kept, ElementsAre("bamboo", "bamboo"));
}

TEST_F(HooksTest, AnOldOne_IsRefused)
{
    EXPECT_EQ(status(bamboo("{}", kNow), kNow + 5min), 200);
    EXPECT_EQ(status(bamboo("[]", kNow), kNow + 5min + 1s), 403);
    EXPECT_EQ(status(bamboo("1", kNow + 5min + 1s), kNow), 403) << "from a clock that is ahead";
}

TEST_F(HooksTest, OneThatCouldNotBeKept_MayComeAgainAsItWas)
{
    busy = true;
    const auto sent = bamboo("{}", kNow);
    EXPECT_THROW(status(sent), state::StoreBusy);
    busy = false;
    EXPECT_EQ(status(sent), 200);
}

TEST_F(HooksTest, FeishusChallenge_IsAnsweredAndNothingIsRead)
{
    const auto answer = hooks.answer(
        settings, posted("feishu", R"({"type":"url_verification","challenge":"c1"})"), kNow);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(Json::parse(answer.body), (Json{{"challenge", "c1"}}));
    EXPECT_EQ(status(posted("bob", R"({"type":"url_verification","challenge":"c1"})")), 401);
    EXPECT_THAT(kept, IsEmpty());
}

TEST_F(HooksTest, WhatIsNoWebhookOfASource_IsNotTaken)
{
    EXPECT_EQ(status(posted("quiet", "{}")), 404);
    EXPECT_EQ(status(posted("nobody", "{}")), 404);
    EXPECT_EQ(status(posted("bamboo/", "{}")), 404);
    auto got = bamboo("{}", kNow);
    got.method = "GET";
    EXPECT_EQ(status(got), 405);
    EXPECT_EQ(status(bamboo(std::string((1U << 20U) + 1, 'x'), kNow)), 413);
    EXPECT_EQ(status(bamboo(std::string(1U << 20U, 'x'), kNow)), 200);
}

struct HookMark : testing::Test {
    const state::test::Folder folder;
    std::unique_ptr<state::Store> store =
        std::move(*state::open_store({folder.file("state.db"), state::Access::write, "test"}));
};

TEST_F(HookMark, ItStands_UntilAReadThatBeganAfterItWasAccepted)
{
    EXPECT_EQ(cycle::hook_mark(*store, "hr"), "");
    cycle::set_hook_mark(*store, "hr", kNow);
    const std::string mark = cycle::hook_mark(*store, "hr");
    EXPECT_EQ(mark, "2026-01-01T00:00:00.000Z");
    cycle::clear_hook_mark(*store, "other", mark);
    EXPECT_EQ(cycle::hook_mark(*store, "hr"), mark);
    cycle::clear_hook_mark(*store, "hr", mark);
    EXPECT_EQ(cycle::hook_mark(*store, "hr"), "");
}

TEST_F(HookMark, OneThatIsSetDuringTheRead_StaysEvenInTheSameMoment)
{
    cycle::set_hook_mark(*store, "hr", kNow);
    const std::string mark = cycle::hook_mark(*store, "hr");
    cycle::set_hook_mark(*store, "hr", kNow);
    cycle::clear_hook_mark(*store, "hr", mark);
    EXPECT_NE(cycle::hook_mark(*store, "hr"), "");
}

TEST_F(HookMark, ItSurvivesARestart)
{
    cycle::set_hook_mark(*store, "hr", kNow);
    store.reset();
    store = std::move(*state::open_store({folder.file("state.db"), state::Access::write, "test"}));
    EXPECT_NE(cycle::hook_mark(*store, "hr"), "");
}

} // namespace
} // namespace rosterd::service
