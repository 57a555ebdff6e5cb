// DingTalk's field names on the mirror's values: what an operation's `before` and `after` mean
// there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/observed.hpp"
#include "core/model/plan.hpp"
#include "core/model/result.hpp"
#include "core/state/mirror_store.hpp"

namespace rosterd::apply
{

// The present value of one of DingTalk's user fields; null for a field that reads never answer (a
// password, an invitation's parts).
model::Json field_of(const model::ObservedUser& user, const std::string& field);
model::Json field_of(const model::ObservedDepartment& department, const std::string& field);

// Takes over what a successful call set.
void set_fields(model::ObservedUser& user, const model::Json& fields);
void set_fields(model::ObservedDepartment& department, const model::Json& fields);

// The first of `expected`'s fields that is something else now, in words; nullopt if all fit. Lists
// are compared as sets, texts that are absent as empty.
template <typename Observed>
std::optional<std::string> difference(const Observed& present, const model::Json& expected);

// `after` with every "d:KEY" replaced by the department's id. not_found names the department that
// has none.
model::Result<model::Json> with_department_ids(const model::Json& after,
                                               state::MirrorStore& mirror);

// A department made earlier in the same run has its id by now.
void fill_department(model::Operation& operation, state::MirrorStore& mirror);

} // namespace rosterd::apply
