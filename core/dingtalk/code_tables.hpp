// The parts of the table behind find_code().
#pragma once

#include <span>

#include "core/dingtalk/errors.hpp"

namespace rosterd::dingtalk
{

std::span<const CodeFact> platform_codes();
std::span<const CodeFact> limits_codes();
std::span<const CodeFact> arguments_codes();
std::span<const CodeFact> people_codes();
std::span<const CodeFact> departments_codes();
std::span<const CodeFact> groups_codes();
std::span<const CodeFact> api_codes();
std::span<const CodeFact> own_codes(); // "net.…", "answer.…", "ip.…"

std::array<std::span<const CodeFact>, 8> code_tables(); // all of them

// A meaning of its own with an advice that others share.
constexpr CodeTexts with(const Advice& sentences, const Advice& advice)
{
    CodeTexts texts;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        texts[i] = {sentences[i], advice[i]};
    }
    return texts;
}

} // namespace rosterd::dingtalk
