#include "core/state/sqlite_scim.hpp"

#include <algorithm>
#include <set>

namespace rosterd::state
{

namespace
{

ScimResource resource_in(SQLite::Statement& row)
{
    ScimResource out;
    out.type = row.getColumn(0).getString();
    out.id = row.getColumn(1).getString();
    out.display = row.getColumn(2).getString();
    out.created = to_instant(row.getColumn(3).getInt64());
    out.modified = to_instant(row.getColumn(4).getInt64());
    out.version = row.getColumn(5).getInt64();
    out.sequence = row.getColumn(6).getInt64();
    out.doc = model::Json::parse(text_of(row.getColumn(7)));
    return out;
}

} // namespace

std::int64_t SqliteScim::next_sequence(const std::string& source)
{
    execute(db_,
            "INSERT INTO scim_source (source, sequence) VALUES (?, 1) "
            "ON CONFLICT (source) DO UPDATE SET sequence = sequence + 1",
            source);
    return newest(source);
}

std::int64_t SqliteScim::row_of(const std::string& source, const std::string& id)
{
    std::int64_t row = 0;
    each(
        db_, "SELECT row FROM scim_resource WHERE source = ? AND id = ?",
        [&](SQLite::Statement& one) { row = one.getColumn(0).getInt64(); }, source, id);
    return row;
}

// Only the difference: a group of thousands changes by one member at a time.
void SqliteScim::set_keys(const std::string& source, const std::string& type, std::int64_t row,
                          std::span<const std::string> keys)
{
    std::set<std::string> gone;
    each(
        db_, "SELECT key FROM scim_key WHERE row = ?",
        [&](SQLite::Statement& one) { gone.insert(one.getColumn(0).getString()); }, row);
    for (const std::string& key : keys) {
        if (gone.erase(key) == 0) {
            execute(db_,
                    "INSERT OR IGNORE INTO scim_key (source, type, key, row) VALUES (?, ?, ?, ?)",
                    source, type, key, row);
        }
    }
    for (const std::string& key : gone) {
        execute(db_, "DELETE FROM scim_key WHERE source = ? AND type = ? AND key = ? AND row = ?",
                source, type, key, row);
    }
}

std::int64_t SqliteScim::put(const std::string& source, const ScimResource& resource,
                             std::span<const std::string> keys)
{
    std::int64_t version = 0;
    db_.transaction([&] {
        version = next_sequence(source);
        execute(db_,
                "INSERT INTO scim_resource "
                "(source, type, id, display, created, modified, version, sequence, doc) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, id) DO UPDATE SET "
                "display = excluded.display, modified = excluded.modified, "
                "version = excluded.version, sequence = excluded.sequence, doc = excluded.doc",
                source, resource.type, resource.id, resource.display, to_number(resource.created),
                to_number(resource.modified), version, version, to_text(resource.doc));
        set_keys(source, resource.type, row_of(source, resource.id), keys);
    });
    return version;
}

bool SqliteScim::remove(const std::string& source, const std::string& id)
{
    return execute(db_, "DELETE FROM scim_resource WHERE source = ? AND id = ?", source, id) > 0;
}

void SqliteScim::touch(const std::string& source, std::span<const std::string> ids)
{
    if (ids.empty()) {
        return;
    }
    db_.transaction([&] {
        const std::int64_t sequence = next_sequence(source);
        for (const std::string& id : ids) {
            execute(db_, "UPDATE scim_resource SET sequence = ? WHERE source = ? AND id = ?",
                    sequence, source, id);
        }
    });
}

void SqliteScim::keep_former(const std::string& source, const ScimResource& was)
{
    db_.transaction([&] {
        execute(db_,
                "INSERT INTO scim_former (source, sequence, type, id, doc) VALUES (?, ?, ?, ?, ?)",
                source, next_sequence(source), was.type, was.id, to_text(was.doc));
    });
}

std::optional<ScimResource> SqliteScim::get(const std::string& source, const std::string& type,
                                            const std::string& id)
{
    std::optional<ScimResource> out;
    each(
        db_,
        "SELECT type, id, display, created, modified, version, sequence, doc FROM scim_resource "
        "WHERE source = ? AND id = ? AND type = ?",
        [&](SQLite::Statement& row) { out = resource_in(row); }, source, id, type);
    return out;
}

std::vector<ScimResource> SqliteScim::find(const std::string& source, const std::string& type,
                                           const std::string& key)
{
    std::vector<ScimResource> out;
    each(
        db_,
        "SELECT type, id, display, created, modified, version, sequence, doc FROM scim_resource "
        "WHERE row IN (SELECT row FROM scim_key WHERE source = ? AND type = ? AND key = ?) "
        "ORDER BY row",
        [&](SQLite::Statement& row) { out.push_back(resource_in(row)); }, source, type, key);
    return out;
}

std::vector<ScimName> SqliteScim::names(const std::string& source, const std::string& type,
                                        const std::string& key)
{
    std::vector<ScimName> out;
    each(
        db_,
        "SELECT id, display FROM scim_resource "
        "WHERE row IN (SELECT row FROM scim_key WHERE source = ? AND type = ? AND key = ?) "
        "ORDER BY row",
        [&](SQLite::Statement& row) {
            out.push_back({row.getColumn(0).getString(), row.getColumn(1).getString()});
        },
        source, type, key);
    return out;
}

std::vector<ScimResource> SqliteScim::page(const std::string& source, const std::string& type,
                                           std::int64_t skip, std::int64_t most)
{
    std::vector<ScimResource> out;
    each(
        db_,
        // Skipped rows are counted in the index and not read.
        "SELECT type, id, display, created, modified, version, sequence, doc FROM scim_resource "
        "WHERE row IN (SELECT row FROM scim_resource WHERE source = ? AND type = ? ORDER BY row "
        "LIMIT ? OFFSET ?) ORDER BY row",
        [&](SQLite::Statement& row) { out.push_back(resource_in(row)); }, source, type, most, skip);
    return out;
}

std::int64_t SqliteScim::count(const std::string& source, const std::string& type)
{
    std::int64_t out = 0;
    each(
        db_, "SELECT count(*) FROM scim_resource WHERE source = ? AND type = ?",
        [&](SQLite::Statement& row) { out = row.getColumn(0).getInt64(); }, source, type);
    return out;
}

std::int64_t SqliteScim::newest(const std::string& source)
{
    std::int64_t out = 0;
    each(
        db_, "SELECT sequence FROM scim_source WHERE source = ?",
        [&](SQLite::Statement& row) { out = row.getColumn(0).getInt64(); }, source);
    return out;
}

void SqliteScim::each_since(const std::string& source, const std::string& type, std::int64_t after,
                            const Visitor& visit)
{
    each(
        db_,
        "SELECT type, id, display, created, modified, version, sequence, doc FROM scim_resource "
        "WHERE source = ? AND sequence > ? AND type = ? ORDER BY sequence, row",
        [&](SQLite::Statement& row) { visit(resource_in(row)); }, source, after, type);
}

std::vector<FormerScimResource> SqliteScim::former_since(const std::string& source,
                                                         std::int64_t after)
{
    std::vector<FormerScimResource> out;
    each(
        db_,
        "SELECT sequence, type, id, doc FROM scim_former WHERE source = ? AND sequence > ? "
        "ORDER BY sequence",
        [&](SQLite::Statement& row) {
            out.push_back({row.getColumn(0).getInt64(), row.getColumn(1).getString(),
                           row.getColumn(2).getString(),
                           model::Json::parse(text_of(row.getColumn(3)))});
        },
        source, after);
    return out;
}

void SqliteScim::drop_former(const std::string& source, std::int64_t up_to)
{
    execute(db_, "DELETE FROM scim_former WHERE source = ? AND sequence <= ?", source, up_to);
}

} // namespace rosterd::state
