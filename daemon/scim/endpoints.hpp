// What stands behind the paths of the SCIM server.
#pragma once

#include "core/scim/listing.hpp"
#include "daemon/scim/resources.hpp"

namespace rosterd::scim
{

// Without an index, this many resources are looked through for one request at most.
inline constexpr std::int64_t kMostLookedThrough = 20'000;

// A ListResponse; over all types where `type` is nullptr. Faults: tooMany where a filter or an
// order would look through more than that.
Answer<model::Json> search(Resources& resources, const ResourceType* type, const ListQuery& query,
                           const std::string& base);

inline constexpr std::size_t kMostOperations = 1000;
inline constexpr std::size_t kLargestBulk = 4UL * 1024 * 1024; // bytes

// The operations of a BulkRequest. Faults: invalidSyntax, 413 where there are too many.
Answer<const model::Json*> operations_in(const model::Json& message);
// A text member, whatever the case of its name; empty if there is none.
std::string text_of(const model::Json& object, std::string_view name);

struct BulkOutcome {
    model::Json response; // a BulkResponse
    std::size_t changes = 0;
};
// All operations in an order in which references ("bulkId:x") can be resolved, answered in the
// order in which they came; cyclic references work, too. Faults: invalidSyntax, 413.
Answer<BulkOutcome> bulk(Resources& resources, const model::Json& message, const std::string& base);

// How many facts of a BulkRequest were taken; a fault, naming the operation, undoes all: to be
// called in a transaction that is given up then.
Answer<std::size_t> take_facts(Resources& resources, const model::Json& message);

// /ServiceProviderConfig, /ResourceTypes and /Schemas; `path` is what follows the base, in parts.
// Faults: 404, and 403 where a filter is asked for.
Answer<model::Json> discover(const std::vector<std::string>& path, bool filtered,
                             const std::string& base);

} // namespace rosterd::scim
