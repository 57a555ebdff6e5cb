// What a driver's error means: whether it may work later, whether someone has to mend something,
// and what.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/model/result.hpp"

namespace rosterd::sql
{

// As the driver said it; nothing secret in `message`.
struct Diagnostic {
    std::string state;       // SQLSTATE of the first record, "42601"
    std::int64_t native = 0; // the database's own number of it
    std::string message;     // of all records, without the "[vendor][driver]" before them
};

template <typename T>
using OdbcResult = tl::expected<T, Diagnostic>;

// The connection is gone: asking again on a new one may work.
bool is_lost(const Diagnostic& diagnostic);

// Errors: unauthorised (user, password, a missing right), invalid (driver, database or statement
// are wrong), transient (out of reach, too busy, too slow). `what` is what was attempted:
// "connecting", or an option's name; `query`: its text, for the place of a syntax error.
model::Error error_of(const Diagnostic& diagnostic, std::string_view what,
                      std::string_view query = {});

// What ends a read: an error, and whether a new connection may go on from there.
struct Failure {
    model::Error error;
    bool lost = false;
};
template <typename T>
using Attempt = tl::expected<T, Failure>;

tl::unexpected<Failure> failed(const Diagnostic& diagnostic, std::string_view what,
                               std::string_view query = {});
tl::unexpected<Failure> failed(model::Error error);

// "line 2, column 8" of what the database complains of; empty where that is not certain.
std::string place_in(std::string_view query, std::string_view message);

} // namespace rosterd::sql
