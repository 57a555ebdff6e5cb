// Texts with placeholders, as translators write them: "{limit} are allowed".
#pragma once

#include <string>
#include <string_view>

namespace rosterd::model
{

// `value_of(name)` stands in for {name}. What has no end is left as it is.
template <typename ValueOf>
std::string filled(std::string_view text, const ValueOf& value_of)
{
    std::string out;
    while (!text.empty()) {
        const auto open = text.find('{');
        const auto close = text.find('}', open);
        if (open == std::string_view::npos || close == std::string_view::npos) {
            return out.append(text);
        }
        out += text.substr(0, open);
        out += value_of(text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
    return out;
}

} // namespace rosterd::model
