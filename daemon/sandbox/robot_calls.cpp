// Robots: the custom robot of a group at its own address, and an application's robot.
#include <algorithm>
#include <array>

#include "core/dingtalk/robot.hpp"
#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

namespace
{

using NewOutcome = tl::expected<Json, NewRefusal>;

constexpr std::size_t kPeopleACall = 20;
constexpr std::array<std::string_view, 5> kTypes{"text", "link", "markdown", "actionCard",
                                                 "feedCard"};

// [customize-robot-security-settings]: within an hour, signed with the robot's secret
Outcome<Done> check_signature(const Company& company, Parameters& parameters)
{
    const auto& secret = company.rules.robot_secret;
    if (secret.empty()) {
        return Done{};
    }
    const auto stated = parameters.integer("timestamp").value_or(0);
    const model::Instant at{std::chrono::milliseconds{stated}};
    if (at < company.now - std::chrono::hours{1} || at > company.now + std::chrono::hours{1}) {
        return refuse(310000, "invalid timestamp");
    }
    return parameters.text("sign").value_or("") == dingtalk::robot_sign(secret, at)
               ? Outcome<Done>{Done{}}
               : refuse(310000, "sign not match");
}

Outcome<Json> read_message(const Company& company, Parameters& parameters)
{
    const auto type = parameters.text("msgtype").value_or("");
    if (type.empty()) {
        return refuse(40035, "msgtype");
    }
    if (std::ranges::find(kTypes, type) == kTypes.end()) {
        return refuse(400105, type);
    }
    const auto content = parameters.object(type);
    if (!content) {
        return refuse(40035, type);
    }
    Json message{{"msgtype", type}, {type, *content}};
    if (const auto at = parameters.object("at")) {
        message["at"] = *at;
    }
    if (message.dump().find(company.rules.robot_keyword) == std::string::npos) {
        return refuse(310000, "keywords not in content");
    }
    return message;
}

// [custom-robots-send-group-messages]: the live gateway's codes differ from the page's, see Rules.
Outcome<Json> send(Company& company, Parameters& parameters)
{
    const auto& rules = company.rules;
    const auto robot = parameters.text("access_token").value_or("");
    if (robot.empty() || (!rules.robot_token.empty() && robot != rules.robot_token)) {
        return refuse(rules.robot_codes_as_documented ? 400101 : 300005);
    }
    if (const auto genuine = check_signature(company, parameters); !genuine) {
        return tl::unexpected{genuine.error()};
    }
    auto message = read_message(company, parameters);
    if (!message) {
        return message;
    }
    auto& robots = company.organisation.robots();
    auto uuid = parameters.text("msgUuid").value_or("");
    if (robots.said(robot, uuid)) {
        return Json::object();
    }
    if (!robots.may_speak(robot, company.now)) {
        return refuse(rules.robot_codes_as_documented ? 410100 : 660026);
    }
    robots.say({robot, "", std::move(uuid), company.now, std::move(*message)});
    return Json::object();
}

// An application's robot: what it says, as `msgKey` and `msgParam`, a text of JSON.
tl::expected<RobotMessage, NewRefusal> read_saying(const Company& company, Parameters& parameters)
{
    const auto robot = parameters.text("robotCode").value_or("");
    const auto key = parameters.text("msgKey").value_or("");
    const auto content = parameters.object("msgParam");
    if (robot.empty() || key.empty() || !content) {
        return refuse_new(400, "invalidParameter", "robotCode, msgKey or msgParam");
    }
    return RobotMessage{robot, "", "", company.now, {{"msgKey", key}, {"msgParam", *content}}};
}

// SDK robot_1_0 OrgGroupSend
NewOutcome send_to_group(Company& company, Parameters& parameters)
{
    auto saying = read_saying(company, parameters);
    if (!saying) {
        return tl::unexpected{saying.error()};
    }
    saying->to = parameters.text("openConversationId").value_or("");
    if (saying->to.empty()) {
        return refuse_new(400, "invalidParameter", "openConversationId");
    }
    return Json{{"processQueryKey", company.organisation.robots().say(std::move(*saying))}};
}

// SDK robot_1_0 BatchSendOTO: who is not in the company is named, the others get it.
NewOutcome send_to_people(Company& company, Parameters& parameters)
{
    auto saying = read_saying(company, parameters);
    if (!saying) {
        return tl::unexpected{saying.error()};
    }
    const auto userids = parameters.texts("userIds").value_or(std::vector<std::string>{});
    if (userids.empty() || userids.size() > kPeopleACall) {
        return refuse_new(400, "invalidParameter", "userIds");
    }
    auto unknown = Json::array();
    for (const auto& userid : userids) {
        if (company.organisation.user(userid) == nullptr) {
            unknown.push_back(userid);
        } else {
            saying->to += (saying->to.empty() ? "" : ",") + userid;
        }
    }
    return Json{{"processQueryKey", company.organisation.robots().say(std::move(*saying))},
                {"invalidStaffIdList", std::move(unknown)},
                {"flowControlledStaffIdList", Json::array()}};
}

constexpr std::array<OldEndpoint, 1> kWebhook{{{"/robot/send", send, "POST", true}}};

constexpr std::array<NewEndpoint, 2> kEndpoints{{
    {"/v1.0/robot/groupMessages/send", "POST", send_to_group},
    {"/v1.0/robot/oToMessages/batchSend", "POST", send_to_people},
}};

} // namespace

std::span<const OldEndpoint> robot_webhook_endpoints()
{
    return kWebhook;
}

std::span<const NewEndpoint> robot_endpoints()
{
    return kEndpoints;
}

} // namespace rosterd::sandbox
