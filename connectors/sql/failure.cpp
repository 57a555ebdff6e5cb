#include "connectors/sql/failure.hpp"

#include <algorithm>
#include <array>

namespace rosterd::sql
{

namespace
{

using model::ErrorKind;

struct Meaning {
    ErrorKind kind;
    std::string_view hint;
};

constexpr Meaning kLogin{ErrorKind::unauthorised,
                         "check the user in `connection` and the `password`; the database has to "
                         "let this user in from this machine"};
constexpr Meaning kRight{ErrorKind::unauthorised,
                         "grant the user SELECT on what the query reads, and nothing else"};
constexpr Meaning kDriver{ErrorKind::invalid,
                          "install the database's ODBC driver and name it as 'odbcinst -q -d' "
                          "lists it, or name a DSN of 'odbcinst -q -s'"};
constexpr Meaning kDatabase{ErrorKind::invalid, "write another Database in `connection`"};
constexpr Meaning kWrites{ErrorKind::invalid, "write a SELECT: rosterd only reads"};
constexpr Meaning kStatement{ErrorKind::invalid, "try the statement in the database's own client"};
constexpr Meaning kAway{ErrorKind::transient,
                        "check Server and Port in `connection`, and that the database runs"};
constexpr Meaning kSlow{ErrorKind::transient,
                        "give the query an index on its key and watermark, or set a longer "
                        "`statement_timeout`"};
constexpr Meaning kBusy{ErrorKind::transient, ""};

// What drivers say under a state that does not tell (HY000, 08001); the first that fits.
struct Saying {
    std::string_view text;
    Meaning meaning;
};
constexpr std::array<Saying, 9> kSayings{{
    {"authentication failed", kLogin},
    {"no password supplied", kLogin},
    {"no pg_hba.conf entry", kLogin},
    {"Login failed", kLogin},
    {"Access denied for user", kLogin},
    {"role \"", kLogin},
    {"database \"", kDatabase},
    {"Unknown database", kDatabase},
    {"Can't open lib", kDriver},
}};

bool is_one_of(std::int64_t native, std::initializer_list<std::int64_t> numbers)
{
    return std::ranges::find(numbers, native) != numbers.end();
}

// Of MariaDB and MySQL, whose states are coarse.
const Meaning* meaning_of_native(std::int64_t native)
{
    if (is_one_of(native, {1044, 1142, 1143, 1370})) {
        return &kRight;
    }
    if (is_one_of(native, {1317, 1969, 3024})) {
        return &kSlow;
    }
    if (is_one_of(native, {1040, 1203, 1205, 1213, 1226})) {
        return &kBusy;
    }
    return is_one_of(native, {2002, 2003, 2005}) ? &kAway : nullptr;
}

const Meaning& meaning_of_state(std::string_view state)
{
    if (state.starts_with("28")) {
        return kLogin;
    }
    if (state == "42501") {
        return kRight;
    }
    if (state == "25006") {
        return kWrites;
    }
    if (state == "57014" || state == "HYT00" || state == "S1T00") {
        return kSlow;
    }
    if (state.starts_with("IM0")) {
        return kDriver;
    }
    if (state.starts_with("08") || state == "HYT01") {
        return kAway;
    }
    constexpr std::array<std::string_view, 5> mistakes{"42", "22", "0A", "21", "07"};
    const bool mistaken =
        std::ranges::any_of(mistakes, [&](std::string_view one) { return state.starts_with(one); });
    return mistaken ? kStatement : kBusy;
}

const Meaning& meaning_of(const Diagnostic& diagnostic)
{
    for (const Saying& saying : kSayings) {
        if (!diagnostic.state.starts_with("42P") &&
            diagnostic.message.find(saying.text) != std::string::npos) {
            return saying.meaning;
        }
    }
    const Meaning* native = meaning_of_native(diagnostic.native);
    return native != nullptr ? *native : meaning_of_state(diagnostic.state);
}

// The text the database quotes as wrong: near "TOKEN" (PostgreSQL), near 'THE REST' (MariaDB).
std::string_view quoted_in(std::string_view message)
{
    const auto near = message.find("near ");
    if (near == std::string_view::npos || near + 6 >= message.size()) {
        return {};
    }
    const char quote = message[near + 5];
    const auto end = quote == '\'' ? message.rfind('\'') : message.find(quote, near + 6);
    return (quote == '\'' || quote == '"') && end != std::string_view::npos && end > near + 5
               ? message.substr(near + 6, end - near - 6)
               : std::string_view{};
}

} // namespace

bool is_lost(const Diagnostic& diagnostic)
{
    return diagnostic.state.starts_with("08") || diagnostic.state.starts_with("57P0") ||
           is_one_of(diagnostic.native, {1053, 1927, 2006, 2013, 2055}) ||
           diagnostic.message.find("server closed the connection") != std::string::npos ||
           diagnostic.message.find("terminating connection") != std::string::npos;
}

std::string place_in(std::string_view query, std::string_view message)
{
    const std::string_view quoted = quoted_in(message);
    const auto at = query.find(quoted);
    if (quoted.empty() || at == std::string_view::npos ||
        query.find(quoted, at + 1) != std::string_view::npos) {
        return "";
    }
    const std::string_view before = query.substr(0, at);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto line_begin = before.rfind('\n');
    const std::size_t column = at - (line_begin == std::string_view::npos ? 0 : line_begin + 1) + 1;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

model::Error error_of(const Diagnostic& diagnostic, std::string_view what, std::string_view query)
{
    const Meaning& meaning = meaning_of(diagnostic);
    const std::string place = place_in(query, diagnostic.message);
    return {meaning.kind,
            std::string{what} + (place.empty() ? "" : ", " + place) + ": " + diagnostic.message,
            std::string{meaning.hint}};
}

tl::unexpected<Failure> failed(const Diagnostic& diagnostic, std::string_view what,
                               std::string_view query)
{
    return tl::unexpected(Failure{error_of(diagnostic, what, query), is_lost(diagnostic)});
}

tl::unexpected<Failure> failed(model::Error error)
{
    return tl::unexpected(Failure{std::move(error), false});
}

} // namespace rosterd::sql
