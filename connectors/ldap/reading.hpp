// One read: what every way to learn of changes hands its entries to.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "connectors/ldap/cursor.hpp"
#include "connectors/ldap/lookups.hpp"
#include "connectors/ldap/session.hpp"
#include "connectors/sdk/connector.hpp"

namespace rosterd::ldap
{

class Reading
{
public:
    enum class Of { everybody, changes };
    // All must outlive it. `cursor` moves on as entries are taken.
    Reading(Of of, const Settings& settings, const std::string& source, sdk::RecordSink& sink,
            Cursor& cursor)
        : of_{of}, settings_{settings}, source_{source}, sink_{sink}, cursor_{cursor},
          lookups_{settings}
    {
    }

    // A person who is there. `uuid`: "" where the way to learn of changes needs none.
    model::Result<void> take(Entry entry, const std::string& uuid);
    // The entry that had this uuid is gone.
    void gone(const std::string& uuid);
    // Whoever of the earlier reads was neither taken nor said to be there is gone.
    void still_there(const std::string& uuid) { mentioned_.insert(key_of(uuid)); }
    void the_others_are_gone();

    // Tells the sink who is gone and what was strange.
    model::Result<void> finish();

    Lookups& lookups() { return lookups_; }
    std::size_t taken() const { return taken_; }
    std::size_t told_gone() const { return told_gone_; }

private:
    static std::uint64_t key_of(const std::string& uuid);

    const Of of_;
    const Settings& settings_;
    const std::string& source_;
    sdk::RecordSink& sink_;
    Cursor& cursor_;
    Lookups lookups_;
    std::size_t taken_ = 0, told_gone_ = 0;
    // Of changes only: as many as are in the directory would not fit into the memory there is.
    std::unordered_set<std::uint64_t> mentioned_;
    std::unordered_set<std::string> ids_; // of those taken, where somebody may be gone
    std::vector<std::uint64_t> gone_;
    std::set<std::string> no_text_;
};

} // namespace rosterd::ldap
