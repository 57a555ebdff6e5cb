// Content synchronisation (RFC 4533), refresh only.
#include <ldap.h>

#include "connectors/ldap/changes.hpp"
#include "connectors/ldap/person.hpp"

namespace rosterd::ldap
{

namespace
{

class SyncRepl final : public Way
{
public:
    explicit SyncRepl(const Settings& settings) : settings_{settings} {}

    model::Result<void> read_all(Session& session, Reading& reading, Cursor& cursor) override
    {
        cursor.mark.clear();
        cursor.people = {};
        const auto refreshed = refresh(session, reading, cursor);
        return refreshed ? model::Result<void>{} : tl::unexpected(refreshed.error());
    }

    model::Result<Outcome> read_changes(Session& session, Reading& reading, Cursor& cursor) override
    {
        return refresh(session, reading, cursor);
    }

private:
    model::Result<Outcome> refresh(Session& session, Reading& reading, Cursor& cursor)
    {
        const bool continues = !cursor.mark.empty();
        const Search search{settings_.base,
                            Scope::below,
                            settings_.filter,
                            wanted_attributes(settings_),
                            {sync_request(cursor.mark)}};
        std::string cookie = cursor.mark;
        const auto ended = session.search(
            search, [&](Entry entry) { return take(std::move(entry), reading); },
            [&](const SyncInfo& info) { return note(info, reading, cookie); });
        if (!ended) {
            return tl::unexpected(ended.error());
        }
        const bool lost =
            ended->code == LDAP_SYNC_REFRESH_REQUIRED || ended->code == LDAP_UNWILLING_TO_PERFORM;
        if (continues && lost) {
            return Outcome::start_over; // too old a cookie, or a server restored from a backup
        }
        if (auto good = session.check(*ended, search); !good) {
            return tl::unexpected(good.error());
        }
        return finish(*ended, continues, reading, cursor, std::move(cookie));
    }

    model::Result<Outcome> finish(const Ended& ended, bool continues, Reading& reading,
                                  Cursor& cursor, std::string cookie) const
    {
        const Control* const control = find_control(ended.controls, kSyncDoneOid);
        if (control == nullptr) { // the server took the request for an ordinary search
            return model::fail(model::ErrorKind::invalid,
                               settings_.url + ": the server does not tell changes (RFC 4533)",
                               "load OpenLDAP's syncprov overlay, or write "
                               "`changes: modify_timestamp`");
        }
        const auto done = sync_done(*control);
        if (!done) {
            return tl::unexpected(done.error());
        }
        if (continues && !done->deletes_told) {
            reading.the_others_are_gone();
        }
        cursor.mark = done->cookie.empty() ? std::move(cookie) : done->cookie;
        return Outcome::done;
    }

    static model::Result<void> take(Entry entry, Reading& reading)
    {
        const Control* const control = find_control(entry.controls, kSyncStateOid);
        const auto state = control != nullptr ? sync_state(*control)
                                              : model::fail(model::ErrorKind::invalid,
                                                            entry.dn + " came without its state",
                                                            "write `changes: modify_timestamp`");
        if (!state) {
            return tl::unexpected(state.error());
        }
        switch (state->state) {
        case EntryState::present:
            reading.still_there(state->uuid);
            return {};
        case EntryState::gone:
            reading.gone(state->uuid);
            return {};
        case EntryState::add:
        case EntryState::modify:
            break;
        }
        return reading.take(std::move(entry), state->uuid);
    }

    static model::Result<void> note(const SyncInfo& info, Reading& reading, std::string& cookie)
    {
        for (const std::string& uuid : info.uuids) {
            if (info.uuids_gone) {
                reading.gone(uuid);
            } else {
                reading.still_there(uuid);
            }
        }
        if (!info.cookie.empty()) {
            cookie = info.cookie;
        }
        return {};
    }

    const Settings& settings_;
};

} // namespace

std::unique_ptr<Way> make_syncrepl(const Settings& settings)
{
    return std::make_unique<SyncRepl>(settings);
}

} // namespace rosterd::ldap
