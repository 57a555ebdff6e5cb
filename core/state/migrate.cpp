#include "core/state/migrate.hpp"

namespace rosterd::state
{

namespace
{

constexpr int kApplicationId = 0x726f7374; // "rost"

int pragma(Connection& connection, const char* sql)
{
    return connection.database().execAndGet(sql).getInt();
}

int newest_of(std::span<const Migration> migrations)
{
    return migrations.empty() ? 0 : migrations.back().version;
}

model::Result<void> acceptable(Connection& connection, std::span<const Migration> migrations)
{
    const int owner = pragma(connection, "PRAGMA application_id");
    const int tables = pragma(connection, "SELECT count(*) FROM sqlite_master");
    if (owner != kApplicationId && (owner != 0 || tables != 0)) {
        return model::fail(model::ErrorKind::invalid, "the file belongs to another program",
                           "name another file in state.path");
    }
    const int present = version_of(connection);
    if (present > newest_of(migrations)) {
        return model::fail(model::ErrorKind::invalid,
                           "the state has version " + std::to_string(present) +
                               ", this rosterd knows versions up to " +
                               std::to_string(newest_of(migrations)),
                           "run the newer rosterd, or restore a backup made by this one");
    }
    return {};
}

} // namespace

int version_of(Connection& connection)
{
    return pragma(connection, "PRAGMA user_version");
}

model::Result<void> readable(Connection& connection, std::span<const Migration> migrations)
{
    auto known = acceptable(connection, migrations);
    if (known && version_of(connection) < newest_of(migrations)) {
        return model::fail(model::ErrorKind::invalid,
                           "the state has an older version, which only a writer brings forward",
                           "run 'rosterd sync' or the daemon once");
    }
    return known;
}

model::Result<void> migrate(Connection& connection, std::span<const Migration> migrations)
{
    if (auto known = acceptable(connection, migrations); !known) {
        return known;
    }
    const int newest = newest_of(migrations);
    const int present = version_of(connection);
    if (present == newest) {
        return {};
    }
    int step = present;
    try {
        connection.transaction([&] {
            for (const Migration& migration : migrations) {
                if (migration.version > present) {
                    step = migration.version;
                    connection.database().exec(migration.sql);
                }
            }
            connection.database().exec("PRAGMA application_id = " + std::to_string(kApplicationId));
            connection.database().exec("PRAGMA user_version = " + std::to_string(newest));
        });
    } catch (const StoreError& error) {
        return model::fail(model::ErrorKind::permanent,
                           "migration " + std::to_string(step) + " failed: " + error.what(),
                           "the file is as it was; check the disk, then report this");
    }
    return {};
}

} // namespace rosterd::state
