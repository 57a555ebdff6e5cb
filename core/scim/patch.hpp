// PATCH (RFC 7644, 3.5.2) as a function of values.
#pragma once

#include "core/model/json.hpp"
#include "core/scim/fault.hpp"
#include "core/scim/filter.hpp"
#include "core/scim/schema.hpp"

namespace rosterd::scim
{

// The resource after all operations of a PatchOp message, or a fault of the first that is wrong:
// then nothing of it counts. Also understood is what identity providers send beyond the standard:
// op in any case; names with dots, URNs or filters as keys of a value without a path; a text for a
// complex value (manager); null, "" for a reference and empty lists for no value; `remove` of a
// list with the values to remove; `add` to a value of many that is not there yet, which is made of
// what its filter says.
// Faults: invalidSyntax, invalidPath, invalidValue, noTarget, mutability.
Answer<model::Json> patched(model::Json resource, const model::Json& message,
                            const ResourceType& type);

// One operation on one attribute, as `patched` carries it out.
enum class PatchOp { add, replace, remove };
Answer<void> patch_attribute(model::Json& resource, PatchOp op, const PatchPath& path,
                             const model::Json& value, const ResourceType& type);

} // namespace rosterd::scim
