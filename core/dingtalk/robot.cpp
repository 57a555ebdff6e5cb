#include "core/dingtalk/robot.hpp"

#include <array>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "core/dingtalk/envelope.hpp"

namespace rosterd::dingtalk
{

namespace
{

using model::Json;

using Digest = std::array<unsigned char, 32>; // of SHA-256

Digest hmac_sha256(const std::string& key, const std::string& text)
{
    Digest digest{};
    unsigned int size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
    return digest;
}

std::string base64(const Digest& digest)
{
    std::array<unsigned char, 4 * ((sizeof(Digest) + 2) / 3) + 1> text{};
    const int size = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(digest.size()));
    return {text.begin(), text.begin() + size};
}

Json with_mention(Json message, const Mention& mention)
{
    if (mention.everyone || !mention.userids.empty()) {
        message["at"] = {{"atUserIds", mention.userids}, {"isAtAll", mention.everyone}};
    }
    return message;
}

std::string milliseconds(net::Instant now)
{
    return std::to_string(now.time_since_epoch().count());
}

} // namespace

std::string robot_sign(const std::string& secret, net::Instant now)
{
    return base64(hmac_sha256(secret, milliseconds(now) + "\n" + secret));
}

Json robot_text(const std::string& text, const Mention& mention)
{
    return with_mention(Json{{"msgtype", "text"}, {"text", {{"content", text}}}}, mention);
}

Json robot_markdown(const std::string& title, const std::string& text, const Mention& mention)
{
    return with_mention(
        Json{{"msgtype", "markdown"}, {"markdown", {{"title", title}, {"text", text}}}}, mention);
}

net::HttpRequest robot_request(const Robot& robot, const Json& message,
                               const std::string& message_id, net::Instant now)
{
    net::HttpRequest request;
    request.url = robot.url;
    if (!robot.secret.empty()) {
        request.url += (robot.url.find('?') == std::string::npos ? "?" : "&") +
                       ("timestamp=" + milliseconds(now)) +
                       "&sign=" + net::url_encode(robot_sign(robot.secret, now));
    }
    Json body = message;
    body["msgUuid"] = message_id;
    request.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
    request.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    return request;
}

tl::expected<Nothing, ApiError> read_robot_answer(const net::HttpResult& answer)
{
    const CallResult result =
        answer ? read_answer(Family::oapi, *answer) : tl::unexpected(of_net(answer.error()));
    if (!result) {
        return tl::unexpected(result.error());
    }
    return Nothing{};
}

} // namespace rosterd::dingtalk
