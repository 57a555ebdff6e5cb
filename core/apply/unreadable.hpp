// Fields that DingTalk leaves out of what it answers since the application may not see them. That
// says nothing about their values: what rosterd knew of them, its own writing above all, stays
// until they can be read again.
#pragma once

#include <array>
#include <set>
#include <string>

#include "core/model/observed.hpp"
#include "core/state/run_store.hpp"

namespace rosterd::apply
{

// What the permission "email and other personal info" is for
// [obtain-corpsecret-authorization-scope].
inline constexpr std::array<const char*, 5> kPersonalFields{"email", "org_email", "work_place",
                                                            "remark", "extension"};

bool is_empty(const model::ObservedUser& user, const std::string& field);

// Of kPersonalFields; as the last read that could tell found them.
std::set<std::string> unreadable_fields(state::RunStore& store);
void set_unreadable_fields(state::RunStore& store, const std::set<std::string>& fields);

// These fields, where `read` is empty, as they were known.
void keep_known(model::ObservedUser& read, const model::ObservedUser& known,
                const std::set<std::string>& fields);

} // namespace rosterd::apply
