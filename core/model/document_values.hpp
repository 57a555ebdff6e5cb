// How each type of a field stands in a stored document: `read` takes it from there, `write` appends
// it and answers whether there was anything to say. Private to document.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "core/model/document.hpp"
#include "core/model/json_text.hpp"
#include "core/model/person.hpp"

namespace rosterd::model::document
{

using simdjson::dom::element;

inline void read(std::string& to, element from)
{
    to = std::string_view{from};
}
inline bool write(std::string& out, const std::string& text)
{
    append_text(out, text);
    return !text.empty();
}

inline void read(Stated& to, element from)
{
    to.emplace(std::string_view{from});
}
inline bool write(std::string& out, const Stated& text)
{
    append_text(out, text ? std::string_view{*text} : std::string_view{});
    return text.has_value();
}

inline void read(bool& to, element from)
{
    to = bool{from};
}
inline bool write(std::string& out, bool flag)
{
    out += flag ? "true" : "false";
    return flag;
}

inline void read(std::optional<bool>& to, element from)
{
    to = bool{from};
}
inline bool write(std::string& out, const std::optional<bool>& flag)
{
    write(out, flag.value_or(false));
    return flag.has_value();
}

inline void read(std::int64_t& to, element from)
{
    to = std::int64_t{from};
}
inline bool write(std::string& out, std::int64_t number)
{
    out += std::to_string(number);
    return number != 0;
}

inline void read(std::uint32_t& to, element from)
{
    to = static_cast<std::uint32_t>(std::uint64_t{from});
}
inline bool write(std::string& out, std::uint32_t number)
{
    return write(out, std::int64_t{number});
}

inline void read(std::optional<Date>& to, element from)
{
    to = parse_date(std::string_view{from});
    if (!to) { // never taken for "not stated": a last day would be forgotten
        throw DamagedDocument{"a stored document is damaged: no date"};
    }
}
inline bool write(std::string& out, const std::optional<Date>& date)
{
    append_text(out, date ? to_string(*date) : std::string{});
    return date.has_value();
}

inline void read(EmploymentStatus& to, element from)
{
    const auto status = parse_status(std::string_view{from});
    if (!status) { // never taken for "active": a leaver would come back
        throw DamagedDocument{"a stored document is damaged: unknown status"};
    }
    to = *status;
}
inline bool write(std::string& out, EmploymentStatus status)
{
    append_text(out, to_string(status));
    return true;
}

inline void read(std::optional<AccountKind>& to, element from)
{
    to = parse_account_kind(std::string_view{from});
}
inline bool write(std::string& out, const std::optional<AccountKind>& kind)
{
    append_text(out, kind ? to_string(*kind) : std::string_view{});
    return kind.has_value();
}

template <typename T>
void read(std::vector<T>& to, element from)
{
    for (const element one : simdjson::dom::array{from}) {
        read(to.emplace_back(), one);
    }
}
template <typename T>
bool write(std::string& out, const std::vector<T>& list)
{
    out += '[';
    for (const T& one : list) {
        out += &one == list.data() ? "" : ",";
        write(out, one);
    }
    out += ']';
    return !list.empty();
}

inline void read(std::optional<std::vector<DepartmentKey>>& to, element from)
{
    read(to.emplace(), from);
}
inline bool write(std::string& out, const std::optional<std::vector<DepartmentKey>>& keys)
{
    if (keys) {
        write(out, *keys);
    }
    return keys.has_value();
}

inline void read(std::map<std::string, std::string>& to, element from)
{
    for (const auto [name, value] : simdjson::dom::object{from}) {
        to.emplace(name, std::string_view{value});
    }
}
inline bool write(std::string& out, const std::map<std::string, std::string>& values)
{
    char before = '{';
    for (const auto& [name, value] : values) {
        out += before;
        append_text(out, name);
        out += ':';
        append_text(out, value);
        before = ',';
    }
    out += '}';
    return !values.empty();
}

void read(Origin& to, element from); // an object itself: in document.cpp
bool write(std::string& out, const Origin& origin);

} // namespace rosterd::model::document
