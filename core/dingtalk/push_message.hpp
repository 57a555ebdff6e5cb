// A pushed event and its answer as HTTP carries them [receive-callback-message].
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/dingtalk/push_cipher.hpp"
#include "core/model/json.hpp"

namespace rosterd::dingtalk
{

// The query (decoded) and the body {"encrypt": "..."}. The signature goes by the name
// `msg_signature` or `signature`, the time by `timestamp` or `timeStamp`. Nothing where one of the
// four is missing.
std::optional<SealedPush> read_push(const std::map<std::string, std::string>& query,
                                    const std::string& body);

// Only an answer of exactly these four keys counts as delivered.
model::Json answer_of(const SealedPush& sealed);

} // namespace rosterd::dingtalk
