#include "core/scim/words.hpp"

#include <algorithm>

#include <unicode/unistr.h>

namespace rosterd::scim
{

namespace
{

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

} // namespace

bool same_word(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string folded(std::string_view text)
{
    std::string out{text};
    if (std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; })) {
        std::ranges::transform(out, out.begin(), lower);
        return out;
    }
    out.clear();
    icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<int>(text.size())})
        .foldCase()
        .toUTF8String(out);
    return out;
}

const model::Json* member(const model::Json& object, std::string_view name)
{
    if (!object.is_object()) {
        return nullptr;
    }
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (same_word(it.key(), name)) {
            return &it.value();
        }
    }
    return nullptr;
}

model::Json* member(model::Json& object, std::string_view name)
{
    return const_cast<model::Json*>(member(std::as_const(object), name));
}

} // namespace rosterd::scim
