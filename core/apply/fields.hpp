// The fields of an operation's `before` and `after` against those of the mirror's values: both
// under the names of user/update and department/update.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/json.hpp"
#include "core/model/observed.hpp"

namespace rosterd::apply
{

// Every field an operation can speak of, the empty ones included.
model::Json fields_of(const model::ObservedUser& user);
model::Json fields_of(const model::ObservedDepartment& department);

// Takes over the fields; names the mirror does not keep (init_password, ...) are passed over.
// Departments must be ids already.
void patch(model::ObservedUser& user, const model::Json& fields);
void patch(model::ObservedDepartment& department, const model::Json& fields);

// The first field of `expected` that `present` has otherwise, by name. Lists of departments and
// managers are sets; what `present` can't tell is passed over.
std::optional<std::string> first_difference(const model::Json& expected,
                                            const model::Json& present);

// One sentence for people about that field. Tells no number, mail or free text.
std::string difference_in_words(const std::string& field, const model::Json& expected,
                                const model::Json& present);

} // namespace rosterd::apply
