#include "core/state/sqlite_rights.hpp"

namespace rosterd::state
{

namespace
{

using model::Right;
using model::RightKind;

const std::string kRole = "role";
const std::string kAttendance = "attendance";
const std::string kGroup = "role_group";

const std::string& name_of(RightKind kind)
{
    return kind == RightKind::role ? kRole : kAttendance;
}

Right right_in(SQLite::Statement& row, int kind, int name)
{
    return {row.getColumn(kind).getString() == kRole ? RightKind::role : RightKind::attendance,
            row.getColumn(name).getString()};
}

} // namespace

std::set<Right> SqliteRights::watched()
{
    std::set<Right> out;
    each(db_, "SELECT kind, name FROM mirror_right WHERE kind <> 'role_group'",
         [&](SQLite::Statement& row) { out.insert(right_in(row, 0, 1)); });
    return out;
}

std::map<std::string, bool> SqliteRights::holders_of(const Right& right)
{
    std::map<std::string, bool> out;
    each(
        db_, "SELECT userid, granted FROM right_holder WHERE kind = ? AND name = ?",
        [&](SQLite::Statement& row) {
            out[row.getColumn(0).getString()] = row.getColumn(1).getInt() != 0;
        },
        name_of(right.kind), right.name);
    return out;
}

std::vector<ChangedRight> SqliteRights::replace(const ObservedRights& read)
{
    std::vector<ChangedRight> changed;
    db_.transaction([&] {
        const std::set<Right> before = watched();
        for (const Right& right : before) {
            if (!read.holders.contains(right)) {
                execute(db_, "DELETE FROM right_holder WHERE kind = ? AND name = ?",
                        name_of(right.kind), right.name);
            }
        }
        execute(db_, "DELETE FROM mirror_right");
        for (const auto& [name, id] : read.role_groups) {
            put_role_group(name, id);
        }
        for (const auto& [right, holders] : read.holders) {
            const auto id = read.known.find(right);
            put_known(right, id == read.known.end() ? "" : id->second);
            std::map<std::string, bool> had = holders_of(right);
            for (const std::string& userid : holders) {
                if (had.erase(userid) == 0) {
                    put({userid, right, false});
                    if (before.contains(right)) {
                        changed.push_back({userid, right, true});
                    }
                }
            }
            for (const auto& [userid, granted] : had) {
                remove(userid, right);
                changed.push_back({userid, right, false});
            }
        }
    });
    return changed;
}

std::map<std::string, std::string> SqliteRights::role_groups()
{
    std::map<std::string, std::string> out;
    each(
        db_, "SELECT name, id FROM mirror_right WHERE kind = ?",
        [&](SQLite::Statement& row) {
            out[row.getColumn(0).getString()] = row.getColumn(1).getString();
        },
        kGroup);
    return out;
}

std::map<Right, std::string> SqliteRights::known()
{
    std::map<Right, std::string> out;
    each(db_, "SELECT kind, name, id FROM mirror_right WHERE kind <> 'role_group' AND id <> ''",
         [&](SQLite::Statement& row) { out[right_in(row, 0, 1)] = row.getColumn(2).getString(); });
    return out;
}

void SqliteRights::put_role_group(const std::string& name, const std::string& id)
{
    execute(db_, "INSERT OR REPLACE INTO mirror_right VALUES (?, ?, ?)", kGroup, name, id);
}

void SqliteRights::put_known(const Right& right, const std::string& id)
{
    execute(db_, "INSERT OR REPLACE INTO mirror_right VALUES (?, ?, ?)", name_of(right.kind),
            right.name, id);
}

void SqliteRights::remove_known(const Right& right)
{
    db_.transaction([&] {
        put_known(right, "");
        execute(db_, "DELETE FROM right_holder WHERE kind = ? AND name = ?", name_of(right.kind),
                right.name);
    });
}

bool SqliteRights::anybody()
{
    bool out = false;
    each(db_, "SELECT 1 FROM right_holder LIMIT 1", [&](SQLite::Statement&) { out = true; });
    return out;
}

std::vector<RightHolder> SqliteRights::of(const std::string& userid)
{
    std::vector<RightHolder> out;
    each(
        db_,
        "SELECT kind, name, granted, ending_since FROM right_holder WHERE userid = ? "
        "ORDER BY kind, name",
        [&](SQLite::Statement& row) {
            out.push_back({userid, right_in(row, 0, 1), row.getColumn(2).getInt() != 0, {}});
            if (!row.getColumn(3).isNull()) {
                out.back().ending_since = to_instant(row.getColumn(3).getInt64());
            }
        },
        userid);
    return out;
}

std::set<Right> SqliteRights::granted()
{
    std::set<Right> out;
    each(db_, "SELECT DISTINCT kind, name FROM right_holder WHERE granted = 1",
         [&](SQLite::Statement& row) { out.insert(right_in(row, 0, 1)); });
    return out;
}

void SqliteRights::put(const RightHolder& holder)
{
    execute(db_,
            "INSERT OR REPLACE INTO right_holder (userid, kind, name, granted) VALUES (?, ?, ?, ?)",
            holder.userid, name_of(holder.right.kind), holder.right.name, holder.granted ? 1 : 0);
    set_ending(holder.userid, holder.right, holder.ending_since);
}

void SqliteRights::set_ending(const std::string& userid, const Right& right,
                              std::optional<model::Instant> since)
{
    execute(db_,
            "UPDATE right_holder SET ending_since = nullif(?, -1) "
            "WHERE userid = ? AND kind = ? AND name = ?",
            since ? to_number(*since) : -1, userid, name_of(right.kind), right.name);
}

void SqliteRights::remove(const std::string& userid, const Right& right)
{
    execute(db_, "DELETE FROM right_holder WHERE userid = ? AND kind = ? AND name = ?", userid,
            name_of(right.kind), right.name);
}

void SqliteRights::remove_all(const std::string& userid)
{
    execute(db_, "DELETE FROM right_holder WHERE userid = ?", userid);
    execute(db_, "DELETE FROM switch_on WHERE userid = ?", userid);
}

bool SqliteRights::anybody_switched()
{
    bool out = false;
    each(db_, "SELECT 1 FROM switch_on LIMIT 1", [&](SQLite::Statement&) { out = true; });
    return out;
}

std::map<std::string, std::optional<model::Instant>>
SqliteRights::switched_on(const std::string& userid)
{
    std::map<std::string, std::optional<model::Instant>> out;
    each(
        db_, "SELECT field, ending_since FROM switch_on WHERE userid = ?",
        [&](SQLite::Statement& row) {
            auto& since = out[row.getColumn(0).getString()];
            if (!row.getColumn(1).isNull()) {
                since = to_instant(row.getColumn(1).getInt64());
            }
        },
        userid);
    return out;
}

void SqliteRights::put_switch(const std::string& userid, const std::string& field,
                              std::optional<model::Instant> ending_since)
{
    execute(db_, "INSERT OR REPLACE INTO switch_on VALUES (?, ?, nullif(?, -1))", userid, field,
            ending_since ? to_number(*ending_since) : -1);
}

void SqliteRights::remove_switch(const std::string& userid, const std::string& field)
{
    execute(db_, "DELETE FROM switch_on WHERE userid = ? AND field = ?", userid, field);
}

} // namespace rosterd::state
