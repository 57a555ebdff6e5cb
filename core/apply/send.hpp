// How each kind of operation is sent, and how a refusal that means "it is there already" is told
// from a real one: by reading and comparing.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "core/apply/lessons.hpp"
#include "core/apply/outcome.hpp"
#include "core/dingtalk/directory.hpp"
#include "core/net/loop.hpp"

namespace rosterd::apply
{

struct SendParts {
    net::Loop& loop;
    dingtalk::Directory& directory;
    std::function<std::uint32_t()> random; // for initial passwords; must not be guessable
    bool verify_preconditions = false;
    Lessons lessons{};
    std::function<std::string(const model::ObservedUser&)> spares{}; // see ApplyOptions
    std::set<std::string> unreadable{}; // fields that reads leave out: see unreadable.hpp
};

// Sends one operation on a person's account or a department and calls back once with what became of
// it. `fields`: its `after` with department ids. A creation whose answer is lost is looked for
// before it is sent again.
void send(const SendParts& parts, const model::Operation& operation, const model::Json& fields,
          std::function<void(Outcome)> done);

// 16 characters with capitals, small letters and digits, as enterprise accounts ask for
// [create-dingtalk-user-created-dedicated-account: 8 or more,
// neither all letters nor all digits].
std::string initial_password(const std::function<std::uint32_t()>& random);

} // namespace rosterd::apply
