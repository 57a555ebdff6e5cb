// What has to be asked besides the read itself, over a connection of its own, since the read's own
// is busy: whom a manager's DN means, the rest of a long attribute, whether an id is still there.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "connectors/ldap/id_table.hpp"
#include "connectors/ldap/session.hpp"

namespace rosterd::ldap
{

class Lookups
{
public:
    // `settings` must outlive it.
    explicit Lookups(const Settings& settings) : settings_{settings} {}

    // Reads the ids of everybody over `session`, so that no manager has to be asked for.
    model::Result<void> learn_everybody(Session& session);
    // The employee id of the entry with this DN; "" if it has none or is gone.
    model::Result<std::string> id_at(const std::string& dn);
    // Active Directory sends 1,500 values at most at a time: fetches the others.
    model::Result<void> complete(Entry& entry);
    // Whether one of the people has this employee id.
    model::Result<bool> is_there(const std::string& id);

private:
    model::Result<Session*> session();

    const Settings& settings_;
    std::unique_ptr<Session> session_; // opened when first needed
    IdTable everybody_;                // by DN
    std::unordered_map<std::string, std::string> asked_;
};

// The filter for exactly this value.
std::string equals(const std::string& attribute, std::string_view value);

} // namespace rosterd::ldap
