#include "daemon/sandbox/robots.hpp"

#include <algorithm>

namespace rosterd::sandbox
{

namespace
{

constexpr std::ptrdiff_t kMessagesAMinute = 20;

} // namespace

using model::Json;

bool Robots::said(const std::string& robot, const std::string& uuid) const
{
    return !uuid.empty() && std::ranges::any_of(messages_, [&](const RobotMessage& one) {
        return one.robot == robot && one.uuid == uuid;
    });
}

bool Robots::may_speak(const std::string& robot, model::Instant now)
{
    if (const auto silent = silent_until_.find(robot);
        silent != silent_until_.end() && now < silent->second) {
        return false;
    }
    const auto recent = std::ranges::count_if(messages_, [&](const RobotMessage& one) {
        return one.robot == robot && now - one.at < std::chrono::minutes{1};
    });
    if (recent < kMessagesAMinute) {
        return true;
    }
    silent_until_[robot] = now + std::chrono::minutes{10};
    ++revision_;
    return false;
}

std::string Robots::say(RobotMessage message)
{
    ++revision_;
    messages_.push_back(std::move(message));
    return "robot-message-" + std::to_string(messages_.size());
}

Json Robots::to_json() const
{
    Json json{{"messages", Json::array()}, {"silent_until", Json::object()}};
    for (const auto& one : messages_) {
        json["messages"].push_back({{"robot", one.robot},
                                    {"to", one.to},
                                    {"uuid", one.uuid},
                                    {"at", model::to_string(one.at)},
                                    {"message", one.message}});
    }
    for (const auto& [robot, until] : silent_until_) {
        json["silent_until"][robot] = model::to_string(until);
    }
    return json;
}

void Robots::restore(const Json& json)
{
    const auto time_of = [](const std::string& text) {
        return model::parse_instant(text).value_or(model::Instant{});
    };
    const auto messages = json.value("messages", Json::array());
    for (const auto& one : messages) {
        messages_.push_back({one.at("robot"), one.at("to"), one.at("uuid"), time_of(one.at("at")),
                             one.at("message")});
    }
    const auto silent = json.value("silent_until", Json::object());
    for (const auto& [robot, until] : silent.items()) {
        silent_until_[robot] = time_of(until);
    }
    ++revision_;
}

} // namespace rosterd::sandbox
