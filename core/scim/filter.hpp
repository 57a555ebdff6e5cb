// SCIM's filters and paths as values (RFC 7644, 3.4.2.2 and 3.5.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/json.hpp"
#include "core/scim/fault.hpp"

namespace rosterd::scim
{

// "urn:ietf:params:scim:schemas:core:2.0:User:name.familyName" in its parts.
struct AttributePath {
    std::string schema; // an URN; empty if none stands in front
    std::string name;
    std::string sub; // may be empty
    bool operator==(const AttributePath&) const = default;
};

enum class Compare { eq, ne, co, sw, ew, gt, ge, lt, le, pr };

struct Filter {
    enum class Kind {
        compare,  // path, compare, value; parts: nothing, or the one in emails[...].value eq "x"
        all,      // two or more parts, joined by `and`
        any,      // two or more parts, joined by `or`
        negation, // one part
        element,  // path[part]: a value of many fulfils the one part
    };
    Kind kind = Kind::compare;
    AttributePath path;
    Compare compare = Compare::pr;
    model::Json value; // null, true, false, a number or a text; null with pr
    std::vector<Filter> parts;

    bool operator==(const Filter& other) const;
};

// What a PATCH operation is about: attribute, attribute[filter] or attribute[filter].sub.
struct PatchPath {
    AttributePath path;
    std::optional<Filter> where;
};

inline constexpr std::size_t kLongestFilter = 16UL * 1024; // bytes
inline constexpr int kDeepestFilter = 32;                  // brackets and `not` within one another

// Faults: invalidFilter, with the place; a filter longer or deeper than the limits is one.
Answer<Filter> parse_filter(std::string_view text);
// Faults: invalidPath.
Answer<PatchPath> parse_path(std::string_view text);

// The text that parses to the same value.
std::string to_text(const Filter& filter);
std::string to_text(const AttributePath& path);
std::string_view to_text(Compare compare);

} // namespace rosterd::scim
