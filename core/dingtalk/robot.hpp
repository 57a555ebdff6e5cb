// Messages to a chat group by its custom robot [custom-robots-send-group-messages]. The robot's
// address carries a token of its own, which is a secret; no application is involved, and the call
// is not metered. 20 messages a minute, then ten minutes' silence.
#pragma once

#include <string>
#include <vector>

#include "core/dingtalk/asking.hpp"
#include "core/net/http.hpp"

namespace rosterd::dingtalk
{

struct Robot {
    std::string url;    // https://oapi.dingtalk.com/robot/send?access_token=…
    std::string secret; // "SEC…"; empty: the robot is protected by keywords or addresses
};

// base64(HMAC-SHA256(secret, "<ms since 1970>\n<secret>")), not yet encoded for a URL. Good for an
// hour around `now` [customize-robot-security-settings].
std::string robot_sign(const std::string& secret, net::Instant now);

struct Mention {
    std::vector<std::string> userids; // 50 at most
    bool everyone = false;
};

model::Json robot_text(const std::string& text, const Mention& mention = {});
model::Json robot_markdown(const std::string& title, const std::string& text,
                           const Mention& mention = {});

// `message_id`: DingTalk sends a message with the same one only once, so that a repeat is safe.
net::HttpRequest robot_request(const Robot& robot, const model::Json& message,
                               const std::string& message_id, net::Instant now);
tl::expected<Nothing, ApiError> read_robot_answer(const net::HttpResult& answer);

} // namespace rosterd::dingtalk
