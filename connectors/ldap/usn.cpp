// Active Directory's update sequence numbers: each domain controller numbers what it writes.
#include <charconv>

#include <ldap.h>

#include "connectors/ldap/changes.hpp"
#include "connectors/ldap/person.hpp"

namespace rosterd::ldap
{

namespace
{

class Usn final : public Way
{
public:
    explicit Usn(const Settings& settings) : settings_{settings} {}

    model::Result<std::string> server(Session& session) override
    {
        return domain_controller(session);
    }

    model::Result<void> read_all(Session& session, Reading& reading, Cursor& cursor) override
    {
        auto now = newest(session); // before the read: what changes meanwhile comes again
        if (!now) {
            return tl::unexpected(now.error());
        }
        cursor.people = {};
        auto read = read_everybody(settings_, session, reading, true);
        cursor.mark = *now;
        return read;
    }

    model::Result<Outcome> read_changes(Session& session, Reading& reading, Cursor& cursor) override
    {
        unsigned long long last = 0;
        std::from_chars(cursor.mark.data(), cursor.mark.data() + cursor.mark.size(), last);
        const auto now = newest(session);
        if (!now) {
            return tl::unexpected(now.error());
        }
        const std::string since = "(uSNChanged>=" + std::to_string(last + 1) + ")";
        auto read = session.search_in_pages({settings_.base, Scope::below,
                                             "(&" + settings_.filter + since + ")",
                                             wanted_attributes(settings_)},
                                            [&](Entry entry) {
                                                const std::string uuid = uuid_of(entry);
                                                return reading.take(std::move(entry), uuid);
                                            });
        read = read ? read_deleted(session, reading, since) : read;
        if (!read) {
            return tl::unexpected(read.error());
        }
        cursor.mark = *now;
        return Outcome::done;
    }

private:
    model::Result<std::string> newest(Session& session)
    {
        const auto root = root_of(session, {"highestCommittedUSN", "defaultNamingContext"});
        if (!root) {
            return tl::unexpected(root.error());
        }
        domain_ = root->first("defaultNamingContext");
        if (root->first("highestCommittedUSN").empty()) {
            return model::fail(model::ErrorKind::invalid,
                               "the server does not tell its highestCommittedUSN",
                               "choose another way in `changes`: dirsync or none");
        }
        return root->first("highestCommittedUSN");
    }

    // An account without the right to look there sees an empty or no folder: then only a complete
    // read tells who is gone.
    model::Result<void> read_deleted(Session& session, Reading& reading, const std::string& since)
    {
        const Search search{"CN=Deleted Objects," + domain_,
                            Scope::below,
                            "(&(isDeleted=TRUE)" + since + ")",
                            {"objectGUID"},
                            {{kShowDeletedOid, true, std::nullopt}}};
        std::vector<std::string> gone;
        bool hidden = false;
        auto read = session.search_in_pages(search, [&](const Entry& entry) -> model::Result<void> {
            gone.push_back(uuid_of(entry));
            return {};
        });
        if (!read && (read.error().kind == model::ErrorKind::not_found ||
                      read.error().kind == model::ErrorKind::unauthorised)) {
            hidden = true;
        }
        for (const std::string& uuid : gone) {
            reading.gone(uuid);
        }
        return hidden ? model::Result<void>{} : read;
    }

    const Settings& settings_;
    std::string domain_;
};

} // namespace

std::unique_ptr<Way> make_usn(const Settings& settings)
{
    return std::make_unique<Usn>(settings);
}

} // namespace rosterd::ldap
