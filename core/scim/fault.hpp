// A refusal in SCIM's own words (RFC 7644, 3.12).
#pragma once

#include <string>

#include <tl/expected.hpp>

namespace rosterd::scim
{

struct Fault {
    int status = 400;
    std::string type;   // "invalidFilter", "uniqueness", ...; empty where RFC 7644 has none
    std::string detail; // what, where, and what to send instead, for a person
};

template <typename T>
using Answer = tl::expected<T, Fault>;

inline tl::unexpected<Fault> refuse(std::string type, std::string detail, int status = 400)
{
    return tl::unexpected<Fault>(Fault{status, std::move(type), std::move(detail)});
}

} // namespace rosterd::scim
