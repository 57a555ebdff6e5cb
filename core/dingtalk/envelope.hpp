// What an HTTP answer, or its absence, means: both error models become one ApiError.
#pragma once

#include <string>
#include <string_view>

#include "core/dingtalk/client.hpp"
#include "core/net/http.hpp"

namespace rosterd::dingtalk
{

// Old style: HTTP 200 and {errcode, errmsg}, 88 wrapping a sub_code. New style: an HTTP status and
// {code, message, requestid}, keys in any case. {"status":1111}, or HTML with HTTP 200, 403 or 429,
// instead of an envelope is the block of this machine's address: code "ip.blocked"
// [call-frequency-limit].
// An answer that can't be read leaves the outcome unknown.
CallResult read_answer(Family family, const net::HttpResponse& answer);

// "ip.blocked", also of a call that was not sent for a block that is known.
ApiError address_blocked();

// No answer: "net.…"; unknown_outcome where the request may have arrived.
ApiError of_net(const net::NetError& error);

// At most so many bytes and an ellipsis, whole UTF-8 characters.
std::string shortened(std::string text, std::size_t most = 300);

} // namespace rosterd::dingtalk
