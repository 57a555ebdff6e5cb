// What a function that can fail returns: a value, or an error that says what the caller should do.
#pragma once

#include <string>

#include <tl/expected.hpp>

namespace rosterd::model
{

enum class ErrorKind {
    invalid,      // the input is wrong; mend it and try again
    not_found,    // the thing named does not exist
    conflict,     // something else holds the name, the value or the lock
    unauthorised, // a credential or a permission is missing
    throttled,    // asked too often; wait
    transient,    // may work if repeated
    permanent,    // will not work until something outside changes
    cancelled,    // stopped on request
};

struct Error {
    ErrorKind kind = ErrorKind::permanent;
    std::string message; // what, where, why: one sentence for a person
    std::string hint;    // what to do now; may be empty
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string message, std::string hint = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(message), std::move(hint)});
}

} // namespace rosterd::model
