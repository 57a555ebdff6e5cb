// Which part of a list is answered, and in what order (RFC 7644, 3.4.2.3 and 3.4.2.4).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/scim/filter.hpp"
#include "core/scim/projection.hpp"
#include "core/scim/schema.hpp"

namespace rosterd::scim
{

inline constexpr std::int64_t kMostAtOnce = 1000; // resources in one answer
inline constexpr std::int64_t kUsualCount = 100;

struct ListQuery {
    std::optional<Filter> filter;
    std::optional<AttributePath> sort_by;
    bool descending = false;
    std::int64_t start = 1;           // 1-based
    std::int64_t count = kUsualCount; // 0 asks for the total alone
    Projection projection;
};

// From a URL's parameters. A start below 1 counts as 1, a count below 0 as 0, one above the most as
// the most. Faults: invalidFilter, invalidPath, invalidValue.
Answer<ListQuery> parse_query(const std::map<std::string, std::string>& parameters);
// From a SearchRequest message. Faults: as above, and invalidSyntax.
Answer<ListQuery> parse_search(const model::Json& message);

// By the attribute; of many values by the primary one, else by the first. What has none stands last
// where the order ascends. Equal ones keep their order.
void sort(std::vector<model::Json>& resources, const AttributePath& by, bool descending,
          const ResourceType& type);

} // namespace rosterd::scim
