// An entry as a record.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "connectors/ldap/entry.hpp"
#include "connectors/ldap/settings.hpp"
#include "core/model/record.hpp"
#include "core/model/time.hpp"

namespace rosterd::ldap
{

// What has to be asked for to make records, each name once.
std::vector<std::string> wanted_attributes(const Settings& settings);

// Whether the account may be used, as `disabled` names what tells it.
struct Standing {
    bool disabled = false;
    std::optional<model::Date> last_day; // of an account that expires
};
Standing standing_of(const Entry& entry, const Settings& settings);

// Always the same headings. The fingerprint is set. Attributes that are no text are empty, and
// their names put into `no_text`.
model::Record record_of(const Entry& entry, const Settings& settings, const std::string& source,
                        const std::string& manager_id, std::set<std::string>& no_text);

// 16 bytes that stay the same when the entry is renamed or moved: objectGUID or entryUUID; "" if
// the server has neither.
std::string uuid_of(const Entry& entry);

} // namespace rosterd::ldap
