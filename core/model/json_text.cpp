#include "core/model/json_text.hpp"

#include <algorithm>

#include <simdjson.h>

namespace rosterd::model
{

void append(std::string& out, const Json& json)
{
    out += json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void append_text(std::string& out, std::string_view text)
{
    const auto escaped = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == '\x7f';
    };
    if (std::any_of(text.begin(), text.end(), escaped) || !simdjson::validate_utf8(text)) {
        append(out, Json(text));
    } else {
        out.append("\"").append(text).append("\"");
    }
}

} // namespace rosterd::model
