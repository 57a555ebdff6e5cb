// A SCIM user as a record: canonical headings and text.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/record.hpp"

namespace rosterd::scim_source
{

inline constexpr const char* kEnterprise =
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

// "employeeNumber", "externalId" or "userName" of a user; empty if there is none.
std::string identity_of(const model::Json& user, const std::string& attribute);

// Whether the writer stated the attribute once and took it back.
bool is_cleared(const model::Json& user, const std::string& attribute);

// What of a record other resources say.
struct Around {
    std::optional<std::string> manager_id;               // nullopt: not known, or not stated
    std::optional<std::vector<std::string>> departments; // nullopt: not stated
};

// Headings: employee_id, name, mobile, email, title, status, manager_id, departments, where the
// user states them; and what a mapping may name: every other attribute by its path (nickName,
// name.familyName, emails.home, phoneNumbers.work, addresses.work.locality, enterprise.costCenter)
// and a client's own extension's by its bare name (hireDate), if `is_wanted` knows it. The origin
// and the fingerprint are the caller's.
model::Record record_of(const model::Json& user, const std::string& employee_id,
                        const Around& around,
                        const std::function<bool(const std::string&)>& is_wanted);

} // namespace rosterd::scim_source
