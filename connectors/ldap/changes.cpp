#include "connectors/ldap/changes.hpp"

#include "connectors/ldap/person.hpp"

namespace rosterd::ldap
{

namespace
{

class Nothing final : public Way
{
public:
    explicit Nothing(const Settings& settings) : settings_{settings} {}

    model::Result<void> read_all(Session& session, Reading& reading, Cursor&) override
    {
        return read_everybody(settings_, session, reading, false);
    }
    model::Result<Outcome> read_changes(Session&, Reading&, Cursor&) override
    {
        return Outcome::start_over;
    }

private:
    const Settings& settings_;
};

} // namespace

std::unique_ptr<Way> make_way(const Settings& settings)
{
    switch (settings.changes) {
    case Changes::none:
        break;
    case Changes::modify_timestamp:
    case Changes::when_changed:
        return make_watermark(settings);
    case Changes::usn:
        return make_usn(settings);
    case Changes::dirsync:
        return make_dirsync(settings);
    case Changes::syncrepl:
        return make_syncrepl(settings);
    }
    return std::make_unique<Nothing>(settings);
}

model::Result<void> read_everybody(const Settings& settings, Session& session, Reading& reading,
                                   bool with_uuid)
{
    return session.search_in_pages(
        {settings.base, Scope::below, settings.filter, wanted_attributes(settings)},
        [&](Entry entry) {
            const std::string uuid = with_uuid ? uuid_of(entry) : "";
            return reading.take(std::move(entry), uuid);
        });
}

model::Result<Entry> root_of(Session& session, const std::vector<std::string>& attributes)
{
    return session.entry_at("", "(objectClass=*)", attributes);
}

model::Result<std::string> domain_controller(Session& session)
{
    const auto root = root_of(session, {"dnsHostName", "dsServiceName"});
    if (!root) {
        return tl::unexpected(root.error());
    }
    const std::string service = root->first("dsServiceName");
    if (service.empty()) {
        return model::fail(model::ErrorKind::invalid,
                           "the server is no domain controller of an Active Directory",
                           "choose another way in `changes`: syncrepl or modify_timestamp");
    }
    // Restored from a backup it counts from an earlier number on, under a new invocation id.
    const auto settings = session.entry_at(service, "(objectClass=*)", {"invocationId"});
    if (!settings) {
        return tl::unexpected(settings.error());
    }
    return root->first("dnsHostName") + "/" + guid_text(settings->first("invocationId"));
}

} // namespace rosterd::ldap
