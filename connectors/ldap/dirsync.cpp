// Active Directory's DirSync: a cookie holds on every domain controller. What comes names only what
// changed, and only the changed attributes, so each entry is read again as a whole.
#include <set>

#include <ldap.h>

#include "connectors/ldap/changes.hpp"
#include "connectors/ldap/dn.hpp"
#include "connectors/ldap/person.hpp"

namespace rosterd::ldap
{

namespace
{

class DirSync final : public Way
{
public:
    explicit DirSync(const Settings& settings) : settings_{settings} {}

    // The cookie first, then everybody: what changes meanwhile comes again with the changes.
    model::Result<void> read_all(Session& session, Reading& reading, Cursor& cursor) override
    {
        cursor.mark.clear();
        const auto drained = drain(session, cursor);
        if (!drained) {
            return tl::unexpected(drained.error());
        }
        cursor.people = {};
        return read_everybody(settings_, session, reading, true);
    }

    model::Result<Outcome> read_changes(Session& session, Reading& reading, Cursor& cursor) override
    {
        const auto drained = drain(session, cursor);
        if (!drained) {
            return tl::unexpected(drained.error());
        }
        if (*drained == Outcome::start_over) {
            return Outcome::start_over;
        }
        for (const std::string& uuid : deleted_) {
            reading.gone(uuid);
        }
        for (const std::string& uuid : changed_) {
            auto entry = session.entry_at("<GUID=" + hex(uuid) + ">", settings_.filter,
                                          wanted_attributes(settings_));
            if (!entry) {
                return tl::unexpected(entry.error());
            }
            if (!is_below(entry->dn, settings_.base) || entry->dn.empty()) {
                reading.gone(uuid); // deleted meanwhile, or none of the source's people any more
            } else if (auto taken = reading.take(std::move(*entry), uuid); !taken) {
                return tl::unexpected(taken.error());
            }
        }
        return Outcome::done;
    }

private:
    // All that changed since the cursor's cookie, noted by uuid; the cookie moves on.
    model::Result<Outcome> drain(Session& session, Cursor& cursor)
    {
        changed_.clear();
        deleted_.clear();
        const auto root = root_of(session, {"defaultNamingContext"});
        if (!root) {
            return tl::unexpected(root.error());
        }
        Search search{root->first("defaultNamingContext"), Scope::below, "(objectClass=person)",
                      wanted_attributes(settings_)};
        search.attributes.emplace_back("isDeleted");
        search.attributes.emplace_back("name"); // changes when the entry is renamed
        for (bool more = true; more;) {
            search.controls = {dirsync(cursor.mark, settings_.object_security)};
            const auto ended = session.search(search, [&](const Entry& entry) {
                note(entry);
                return model::Result<void>{};
            });
            if (!ended) {
                return tl::unexpected(ended.error());
            }
            const bool refused =
                ended->code == LDAP_UNWILLING_TO_PERFORM || ended->code == LDAP_PROTOCOL_ERROR;
            if (refused && !cursor.mark.empty()) {
                return Outcome::start_over; // the cookie is too old, or another domain's
            }
            if (auto good = session.check(*ended, search); !good) {
                return tl::unexpected(good.error());
            }
            const Control* const control = find_control(ended->controls, kDirSyncOid);
            auto reply = control != nullptr
                             ? dirsync_reply(*control)
                             : model::fail(model::ErrorKind::invalid,
                                           settings_.url + ": the server sent no DirSync cookie",
                                           "choose another way in `changes`");
            if (!reply) {
                return tl::unexpected(reply.error());
            }
            more = reply->more;
            cursor.mark = std::move(reply->cookie);
        }
        return Outcome::done;
    }

    void note(const Entry& entry)
    {
        const std::string uuid = uuid_of(entry);
        if (same_name(entry.first("isDeleted"), "TRUE")) {
            deleted_.insert(uuid);
            changed_.erase(uuid);
        } else if (!uuid.empty()) {
            changed_.insert(uuid);
            deleted_.erase(uuid);
        }
    }

    const Settings& settings_;
    std::set<std::string> changed_, deleted_;
};

} // namespace

std::unique_ptr<Way> make_dirsync(const Settings& settings)
{
    return std::make_unique<DirSync>(settings);
}

} // namespace rosterd::ldap
