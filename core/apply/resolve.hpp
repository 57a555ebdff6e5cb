// What a former process left on the wire: found out by reading, one entry after the other.
#pragma once

#include <functional>

#include "core/dingtalk/directory.hpp"
#include "core/net/loop.hpp"
#include "core/state/store.hpp"

namespace rosterd::apply
{

using Resolved = std::function<void(tl::expected<std::size_t, dingtalk::ApiError>)>;

// As Executor::resolve(). The references must live until `done` is called or the loop has ended.
void resolve_unresolved(net::Loop& loop, dingtalk::Directory& directory, state::Store& store,
                        Resolved done);

} // namespace rosterd::apply
