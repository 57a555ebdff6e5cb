// The parts of the table behind find_code().
#pragma once

#include <span>

#include "core/dingtalk/errors.hpp"

namespace rosterd::dingtalk
{

std::span<const CodeFact> platform_codes();
std::span<const CodeFact> address_book_codes();
std::span<const CodeFact> api_codes();
std::span<const CodeFact> own_codes(); // "net.…", "answer.…", "ip.…"

} // namespace rosterd::dingtalk
