#include "connectors/ldap/ldap_connector.hpp"

#include <set>

#include "connectors/ldap/changes.hpp"
#include "connectors/ldap/dn.hpp"

namespace rosterd::ldap
{

namespace
{

constexpr const char* kUnitFilter =
    "(|(objectClass=organizationalUnit)(objectClass=organization)(objectClass=container))";

// Of everything a record depends on.
std::string shape_of(const Settings& settings)
{
    std::string all = settings.url + '\n' + settings.base + '\n' + settings.filter + '\n' +
                      settings.id + '\n' + settings.departments + '\n' + settings.manager + '\n' +
                      settings.time_zone + '\n' +
                      std::to_string(static_cast<int>(settings.changes));
    for (const auto* list : {&settings.name, &settings.attributes, &settings.disabled}) {
        all += '\n';
        for (const std::string& one : *list) {
            all += one + ',';
        }
    }
    return std::to_string(model::fingerprint(all, 1));
}

class LdapConnector final : public sdk::Connector
{
public:
    LdapConnector(std::string source, Settings settings)
        : source_{std::move(source)}, settings_{std::move(settings)}, way_{make_way(settings_)}
    {
    }

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest& request,
                                        sdk::RecordSink& sink) override;

private:
    model::Result<Cursor> present(Session& session);
    model::Result<std::string> tree_of(Session& session) const;
    model::Result<sdk::ReadResult> read_all(Session& session, sdk::RecordSink& sink, Cursor cursor);
    model::Result<std::optional<sdk::ReadResult>>
    read_changes(Session& session, sdk::RecordSink& sink, Cursor cursor, const std::string& before);
    std::string notes(const char* what, const Reading& reading) const;

    std::string source_;
    Settings settings_;
    std::unique_ptr<Way> way_;
};

model::Result<sdk::ReadResult> LdapConnector::read(const sdk::ReadRequest& request,
                                                   sdk::RecordSink& sink)
{
    const auto session = Session::open(settings_);
    if (!session) {
        return tl::unexpected(session.error());
    }
    auto cursor = present(**session);
    if (!cursor) {
        return tl::unexpected(cursor.error());
    }
    Cursor before = request.full ? Cursor{} : Cursor::unpack(request.cursor);
    if (cursor->continues(before)) {
        auto changes = read_changes(**session, sink, std::move(before), request.cursor);
        if (!changes) {
            return tl::unexpected(changes.error());
        }
        if (*changes) {
            return std::move(**changes);
        }
        sink.restart();
    }
    return read_all(**session, sink, std::move(*cursor));
}

// What a cursor is bound to, as it is now.
model::Result<Cursor> LdapConnector::present(Session& session)
{
    Cursor cursor;
    cursor.shape = shape_of(settings_);
    auto server = way_->server(session);
    if (!server) {
        return tl::unexpected(server.error());
    }
    cursor.server = std::move(*server);
    if (settings_.departments == "ou" && settings_.changes != Changes::none) {
        auto tree = tree_of(session);
        if (!tree) {
            return tl::unexpected(tree.error());
        }
        cursor.tree = std::move(*tree);
    }
    return cursor;
}

// A unit that is renamed or moved takes its people along without a word about them.
model::Result<std::string> LdapConnector::tree_of(Session& session) const
{
    std::set<std::string> units;
    const auto read = session.search_in_pages({settings_.base, Scope::below, kUnitFilter, {}},
                                              [&](const Entry& entry) -> model::Result<void> {
                                                  units.insert(normal_dn(entry.dn));
                                                  return {};
                                              });
    if (!read) {
        return tl::unexpected(read.error());
    }
    std::uint64_t sum = 1;
    for (const std::string& unit : units) {
        sum = model::fingerprint(unit, sum);
    }
    return std::to_string(sum);
}

model::Result<sdk::ReadResult> LdapConnector::read_all(Session& session, sdk::RecordSink& sink,
                                                       Cursor cursor)
{
    Reading reading{Reading::Of::everybody, settings_, source_, sink, cursor};
    model::Result<void> read;
    if (!settings_.manager.empty()) {
        read = reading.lookups().learn_everybody(session);
    }
    read = read ? way_->read_all(session, reading, cursor) : read;
    read = read ? reading.finish() : read;
    if (!read) {
        return tl::unexpected(read.error());
    }
    return sdk::ReadResult{sdk::Completeness::complete,
                           settings_.changes == Changes::none ? "" : cursor.pack(), false,
                           notes("everybody", reading)};
}

// nullopt: everything has to be read.
model::Result<std::optional<sdk::ReadResult>> LdapConnector::read_changes(Session& session,
                                                                          sdk::RecordSink& sink,
                                                                          Cursor cursor,
                                                                          const std::string& before)
{
    Reading reading{Reading::Of::changes, settings_, source_, sink, cursor};
    const auto outcome = way_->read_changes(session, reading, cursor);
    if (!outcome) {
        return tl::unexpected(outcome.error());
    }
    if (*outcome == Outcome::start_over) {
        return std::optional<sdk::ReadResult>{};
    }
    if (auto finished = reading.finish(); !finished) {
        return tl::unexpected(finished.error());
    }
    std::string after = cursor.pack();
    const bool nothing = reading.taken() == 0 && reading.told_gone() == 0 && after == before;
    return sdk::ReadResult{nothing ? sdk::Completeness::nothing : sdk::Completeness::changes,
                           std::move(after), false, notes("changes", reading)};
}

std::string LdapConnector::notes(const char* what, const Reading& reading) const
{
    return settings_.url + ": " + what + " below " + settings_.base + ", " +
           std::to_string(reading.taken()) + " entries, " + std::to_string(reading.told_gone()) +
           " deleted";
}

model::Result<std::unique_ptr<sdk::Connector>> make(const sdk::ConnectorContext& context)
{
    auto settings = settings_of(context);
    if (!settings) {
        return tl::unexpected(settings.error());
    }
    return std::make_unique<LdapConnector>(context.source, std::move(*settings));
}

} // namespace

sdk::ConnectorKind kind()
{
    return {"ldap", "a directory: OpenLDAP, Active Directory, any LDAPv3 server", option_specs(),
            make};
}

} // namespace rosterd::ldap
