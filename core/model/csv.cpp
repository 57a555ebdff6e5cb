#include "core/model/csv.hpp"

namespace rosterd::model
{

namespace
{

bool acts_as_formula(std::string_view text)
{
    if (text.starts_with('+') || text.starts_with('-')) {
        return text.find_first_not_of("0123456789 -()", 1) != std::string_view::npos;
    }
    // The full-width forms count too: some programs fold them before they look.
    for (const std::string_view start : {"=", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}) {
        if (text.starts_with(start)) {
            return true;
        }
    }
    return false;
}

} // namespace

std::string csv_cell(std::string_view text)
{
    std::string out = acts_as_formula(text) ? "\"'" : "\"";
    for (const char c : text) {
        out += c;
        if (c == '"') {
            out += '"';
        }
    }
    return out + '"';
}

} // namespace rosterd::model
