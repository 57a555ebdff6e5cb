// Sends a change of a person's account, where DingTalk may refuse one field and take the others.
#pragma once

#include "core/apply/send.hpp"

namespace rosterd::apply
{

// A number that can't be changed, and a text that is too long here, is left out; title and
// departments that HRM's position management locks go over by a transfer; a text that is to be
// empty is looked at afterwards, unless it is known that this DingTalk empties it. Calls back once.
void send_update(const SendParts& parts, const model::Operation& operation,
                 const model::Json& fields, std::function<void(Outcome)> done);

} // namespace rosterd::apply
