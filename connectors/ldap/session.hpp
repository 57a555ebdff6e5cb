// A connection to a directory server: opened, secured, logged in; one search at a time, every wait
// with its end. libldap stays behind it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "connectors/ldap/controls.hpp"
#include "connectors/ldap/entry.hpp"
#include "connectors/ldap/settings.hpp"
#include "core/model/result.hpp"

namespace rosterd::ldap
{

enum class Scope { entry, below };

struct Search {
    std::string base;
    Scope scope = Scope::below;
    std::string filter;
    std::vector<std::string> attributes; // empty: none but the DN
    std::vector<Control> controls{};
};

// How a search ended. `code` is LDAP's; what came before counts only if it is 0.
struct Ended {
    int code = 0;
    std::string diagnostic;
    std::vector<Control> controls;
};

using TakeEntry = std::function<model::Result<void>(Entry)>;
using TakeInfo = std::function<model::Result<void>(const SyncInfo&)>;

class Session
{
public:
    // `settings` must outlive it. Errors: those of failure().
    static model::Result<std::unique_ptr<Session>> open(const Settings& settings);
    virtual ~Session() = default;

    // Hands over the entries as they come. Errors: no answer within the time limit, the connection
    // lost, a reference to another server, cancelled, and those of the takers. What the server
    // itself says at the end is no error yet.
    virtual model::Result<Ended> search(const Search& search, const TakeEntry& take,
                                        const TakeInfo& info = {}) = 0;

    // `ended` as an error unless all went well.
    model::Result<void> check(const Ended& ended, const Search& search) const;
    // The same in pages, so that no server's limit cuts it short.
    model::Result<void> search_in_pages(Search search, const TakeEntry& take);
    // The entry with this DN if it is there and fits; an entry without a DN if not.
    model::Result<Entry> entry_at(const std::string& dn, const std::string& filter,
                                  const std::vector<std::string>& attributes);

protected:
    explicit Session(const Settings& settings) : settings_{settings} {}
    const Settings& settings_;
};

} // namespace rosterd::ldap
