// Ends the sessions of an account that was disabled: whoever has left goes on reading otherwise
// until the app asks for a password again [force-logout-from-dedicated-account].
#pragma once

#include <functional>

#include "core/apply/outcome.hpp"
#include "core/dingtalk/directory.hpp"

namespace rosterd::apply
{

// `disabled`: what became of disabling it. Signing out does no harm a second time, so where no
// answer comes the outcome stays unknown, and the next start does it again.
void sign_out(dingtalk::Directory& directory, const model::Operation& operation, Outcome disabled,
              const std::function<void(Outcome)>& done);

} // namespace rosterd::apply
