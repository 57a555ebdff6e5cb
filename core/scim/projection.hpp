// Which attributes of a resource are answered (RFC 7644, 3.9).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/json.hpp"
#include "core/scim/fault.hpp"
#include "core/scim/filter.hpp"
#include "core/scim/schema.hpp"

namespace rosterd::scim
{

struct Projection {
    std::vector<AttributePath> only; // empty: all
    std::vector<AttributePath> without;

    // Whether an attribute of the core schema is asked for at all: to save finding it out.
    bool wants(std::string_view attribute) const;
};

// From comma-separated names; empty texts ask for everything. Faults: invalidValue where both are
// given, invalidPath.
Answer<Projection> parse_projection(const std::string& attributes,
                                    const std::string& excluded_attributes);

// `id` and `schemas` are always there; unknown names ask for nothing.
model::Json projected(model::Json resource, const Projection& projection, const ResourceType& type);

} // namespace rosterd::scim
