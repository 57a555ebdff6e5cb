// Sends what may come too early for what was made a moment ago.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "core/apply/made_now.hpp"
#include "core/apply/send.hpp"

namespace rosterd::apply
{

inline constexpr int kLateTries = 5;
inline constexpr net::Duration kBetweenLateTries = std::chrono::seconds{2};

// Whether a refusal says that an account or department that the call is about, or names, is not
// there.
bool is_not_there(std::string_view code);

// As send(). Where it is refused since something is not there that `made` has, it is sent again,
// every two seconds while that is so, five times at most; a refusal after that stands. One that a
// stop cuts short is no sign that somebody removed the account.
void send_late(const SendParts& parts, std::shared_ptr<const MadeNow> made,
               const model::Operation& operation, const model::Json& fields,
               std::function<void(Outcome)> done);

} // namespace rosterd::apply
