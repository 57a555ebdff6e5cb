#include "daemon/cycle/own_events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rosterd::cycle
{

namespace
{

using model::Json;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

const model::Instant kBegan{std::chrono::hours{24 * 20000}};

state::StoredEvent event(const char* id, model::Duration after = 0s,
                         const char* type = "user_modify_org", Json userids = {"a"})
{
    return {id, type, kBegan + after, kBegan + after, {{"userId", std::move(userids)}}};
}

OwnWrite write(const char* userid = "a", const char* type = "user_modify_org")
{
    return {type, {dingtalk::HintKind::user, userid, 0}, kBegan, kBegan + 1s};
}

TEST(OwnEvents, EventAboutWhatRosterdJustWrote_IsItsOwn)
{
    EXPECT_THAT(own_events(std::vector{event("e1")}, std::vector{write()}), ElementsAre("e1"));
}

TEST(OwnEvents, OneWriteAccountsForOneEvent_SoThatSomebodyElsesChangeIsNotLost)
{
    const std::vector both{event("e1"), event("e2", 1s)};
    EXPECT_THAT(own_events(both, std::vector{write()}), ElementsAre("e1"));
    EXPECT_THAT(own_events(both, std::vector{write(), write()}), ElementsAre("e1", "e2"));
}

TEST(OwnEvents, EventOfAnotherTypeOrAboutSomebodyElse_IsNot)
{
    const std::vector events{event("e1", 0s, "user_leave_org"),
                             event("e2", 0s, "user_modify_org", {"b"})};
    EXPECT_THAT(own_events(events, std::vector{write()}), IsEmpty());
}

TEST(OwnEvents, EventBornBeforeOrAfterTheWrite_IsNotMoreThanTheClocksDiffer)
{
    const std::vector one{write()};
    EXPECT_THAT(own_events(std::vector{event("e1", -5s)}, one), ElementsAre("e1"));
    EXPECT_THAT(own_events(std::vector{event("e1", -5001ms)}, one), IsEmpty());
    EXPECT_THAT(own_events(std::vector{event("e1", 6s)}, one), ElementsAre("e1"));
    EXPECT_THAT(own_events(std::vector{event("e1", 6001ms)}, one), IsEmpty());
}

TEST(OwnEvents, EventAboutSeveralPeople_IsOnlyIfEachWasWritten)
{
    const std::vector of_two{event("e1", 0s, "user_modify_org", {"a", "b"})};
    EXPECT_THAT(own_events(of_two, std::vector{write("a")}), IsEmpty());
    EXPECT_THAT(own_events(of_two, std::vector{write("a"), write("b")}), ElementsAre("e1"));
}

OwnWrite granted(const char* userid, std::int64_t role)
{
    return {"label_user_change", {dingtalk::HintKind::role, userid, role}, kBegan, kBegan + 1s};
}

state::StoredEvent granted_to(Json userids, Json roles)
{
    return {"e1",
            "label_user_change",
            kBegan,
            kBegan,
            {{"userIdList", std::move(userids)}, {"labelIdList", std::move(roles)}}};
}

TEST(OwnEvents, BatchOfRoles_IsOwnOnceEachRoleOfEachPersonInItWasWritten)
{
    const std::vector batch{granted_to({"a", "b"}, {7, 8})};
    const std::vector all{granted("a", 7), granted("a", 8), granted("b", 7), granted("b", 8)};
    EXPECT_THAT(own_events(batch, all), ElementsAre("e1"));
    EXPECT_THAT(own_events(batch, std::span{all}.first(3)), IsEmpty());
}

TEST(OwnEvents, RoleGivenByHandToSomebodyWhoJustGotAnother_IsNot)
{
    const std::vector by_hand{granted_to({"a"}, {8})};
    EXPECT_THAT(own_events(by_hand, std::vector{granted("a", 7), granted("b", 8)}), IsEmpty());
}

TEST(OwnEvents, EventThatNamesNobody_IsNot)
{
    EXPECT_THAT(own_events(std::vector{event("e1", 0s, "label_conf_add")}, std::vector{write()}),
                IsEmpty());
}

} // namespace

} // namespace rosterd::cycle
