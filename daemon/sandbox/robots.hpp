// What group robots were given to say: the state, without the rules.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/time.hpp"

namespace rosterd::sandbox
{

struct RobotMessage {
    std::string robot; // the token of its address, or its robotCode
    std::string to;    // a conversation or userids; empty: the robot's own group
    std::string uuid;
    model::Instant at;
    model::Json message;
};

class Robots
{
public:
    bool said(const std::string& robot, const std::string& uuid) const;
    // 20 messages a minute, then ten minutes of nothing [custom-robots-send-group-messages].
    bool may_speak(const std::string& robot, model::Instant now);
    std::string say(RobotMessage message); // under which key it is asked about
    const std::vector<RobotMessage>& messages() const { return messages_; }

    std::uint64_t revision() const { return revision_; }
    model::Json to_json() const;
    void restore(const model::Json& json);

private:
    std::vector<RobotMessage> messages_;
    std::map<std::string, model::Instant> silent_until_;
    std::uint64_t revision_ = 0;
};

} // namespace rosterd::sandbox
