// What became of an operation whose answer never came: found out by reading, never by guessing.
#pragma once

#include <functional>

#include "core/apply/outcome.hpp"
#include "core/dingtalk/directory.hpp"

namespace rosterd::apply
{

// `fields`: the operation's `after` with department ids. Ends with done if DingTalk has what was
// sent, failed if it has not, with what was read; an error of reading is handed on as unreachable
// or failed. Not for rights: see rights_answers.hpp.
void find_out(dingtalk::Directory& directory, const model::Operation& operation,
              const model::Json& fields, const std::function<void(Outcome)>& done);

} // namespace rosterd::apply
