#include "connectors/sql/telling_statement.hpp"

#include <algorithm>

namespace rosterd::sql
{

namespace
{

using model::ErrorKind;

bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

// Where what begins at `at` and isn't the statement's own text ends: a quoted text or name, a
// comment; `at` itself where none begins.
std::size_t end_of_foreign(const std::string& text, std::size_t at)
{
    const auto until = [&](const std::string& end) {
        const auto found = text.find(end, at + 1);
        return found == std::string::npos ? text.size() : found + end.size();
    };
    const char c = text[at];
    if (c == '\'' || c == '"' || c == '`') {
        return until(std::string{c});
    }
    if (text.compare(at, 2, "--") == 0) {
        return until("\n");
    }
    return text.compare(at, 2, "/*") == 0 ? until("*/") : at;
}

model::Result<void> check(Telling& out)
{
    const auto has = [&](std::string_view name) {
        return std::ranges::find(out.names, name) != out.names.end();
    };
    if (!has("employee_id")) {
        return model::fail(ErrorKind::invalid, "a statement of write_back has no :employee_id",
                           "... WHERE id = :employee_id: one person's row and no other");
    }
    for (const std::string& name : out.names) {
        if (name == "employee_id" || name == "field" || name == "value" || name == out.field) {
            continue;
        }
        if (!out.field.empty()) {
            return model::fail(ErrorKind::invalid,
                               "a statement of write_back names both :" + out.field +
                                   " and :" + name,
                               "a statement for each: only what changed is written");
        }
        out.field = name;
    }
    if (out.field.empty() && !(has("field") && has("value"))) {
        return model::fail(ErrorKind::invalid, "a statement of write_back writes nothing",
                           "SET mobile = :mobile, or :field and :value for all of them");
    }
    return {};
}

} // namespace

model::Result<Telling> telling_in(const std::string& statement)
{
    Telling out;
    for (std::size_t at = 0; at < statement.size();) {
        const std::size_t end = end_of_foreign(statement, at);
        const bool is_cast = statement.compare(at, 2, "::") == 0;
        const bool is_name = end == at && statement[at] == ':' && at + 1 < statement.size() &&
                             is_word(statement[at + 1]);
        if (is_name && !is_cast) {
            std::size_t last = at + 1;
            while (last < statement.size() && is_word(statement[last])) {
                ++last;
            }
            out.names.push_back(statement.substr(at + 1, last - at - 1));
            out.sql += '?';
            at = last;
            continue;
        }
        const std::size_t next = is_cast ? at + 2 : std::max(end, at + 1);
        out.sql += statement.substr(at, next - at);
        at = next;
    }
    if (const auto sound = check(out); !sound) {
        return tl::unexpected(sound.error());
    }
    return out;
}

} // namespace rosterd::sql
