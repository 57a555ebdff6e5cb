// Which accounts and departments are ours.
#include "core/state/sqlite_mirror.hpp"

namespace rosterd::state
{

namespace
{

#define LINK_COLUMNS "source, employee_id, userid, created, since, disabled_since, former"

PersonLink link_in(SQLite::Statement& row)
{
    PersonLink out{row.getColumn(0).getString(),
                   row.getColumn(1).getString(),
                   row.getColumn(2).getString(),
                   row.getColumn(3).getInt() != 0,
                   to_instant(row.getColumn(4).getInt64()),
                   std::nullopt,
                   std::nullopt};
    if (!row.getColumn(5).isNull()) {
        out.disabled_since = to_instant(row.getColumn(5).getInt64());
    }
    if (!row.getColumn(6).isNull()) {
        out.former = model::Json::parse(row.getColumn(6).getText()).get<model::Former>();
    }
    return out;
}

} // namespace

std::vector<PersonLink> SqliteMirror::links()
{
    std::vector<PersonLink> out;
    each(db_, "SELECT " LINK_COLUMNS " FROM person_link ORDER BY source, employee_id",
         [&](SQLite::Statement& row) { out.push_back(link_in(row)); });
    return out;
}

std::optional<PersonLink> SqliteMirror::link_of(const std::string& source,
                                                const std::string& employee_id)
{
    std::optional<PersonLink> out;
    each(
        db_, "SELECT " LINK_COLUMNS " FROM person_link WHERE source = ? AND employee_id = ?",
        [&](SQLite::Statement& row) { out = link_in(row); }, source, employee_id);
    return out;
}

std::optional<PersonLink> SqliteMirror::link_to(const std::string& userid)
{
    std::optional<PersonLink> out;
    each(
        db_, "SELECT " LINK_COLUMNS " FROM person_link WHERE userid = ?",
        [&](SQLite::Statement& row) { out = link_in(row); }, userid);
    return out;
}

void SqliteMirror::put(const PersonLink& link)
{
    db_.transaction([&] {
        remove_link(link.source, link.employee_id);
        SQLite::Statement& statement = db_.statement("INSERT INTO person_link (" LINK_COLUMNS
                                                     ") VALUES (?, ?, ?, ?, ?, ?, ?)");
        statement.bind(1, link.source);
        statement.bind(2, link.employee_id);
        statement.bind(3, link.userid);
        statement.bind(4, link.created ? 1 : 0);
        statement.bind(5, to_number(link.since));
        if (link.disabled_since) {
            statement.bind(6, to_number(*link.disabled_since));
        }
        if (link.former) {
            statement.bind(7, to_text(*link.former));
        }
        statement.exec();
        statement.reset();
        count_link(+1);
    });
}

void SqliteMirror::remove_link(const std::string& source, const std::string& employee_id)
{
    db_.transaction([&] {
        count_link(-execute(db_, "DELETE FROM person_link WHERE source = ? AND employee_id = ?",
                            source, employee_id));
    });
}

void SqliteMirror::count_link(int by)
{
    execute(db_,
            "INSERT INTO counter VALUES ('links', ?) "
            "ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
            by);
}

std::int64_t SqliteMirror::count_links()
{
    std::int64_t out = 0;
    each(db_, "SELECT value FROM counter WHERE name = 'links'",
         [&](SQLite::Statement& row) { out = row.getColumn(0).getInt64(); });
    return out;
}

std::int64_t SqliteMirror::count_linked_accounts()
{
    std::int64_t out = 0;
    each(db_, "SELECT count(*) FROM person_link l JOIN mirror_user u ON u.userid = l.userid",
         [&](SQLite::Statement& row) { out = row.getColumn(0).getInt64(); });
    return out;
}

std::vector<Apart> SqliteMirror::apart()
{
    std::vector<Apart> out;
    each(db_, "SELECT source, employee_id, userid FROM person_apart ORDER BY 1, 2, 3",
         [&](SQLite::Statement& row) {
             out.push_back({row.getColumn(0).getString(), row.getColumn(1).getString(),
                            row.getColumn(2).getString()});
         });
    return out;
}

void SqliteMirror::put(const Apart& apart)
{
    execute(db_, "INSERT OR IGNORE INTO person_apart VALUES (?, ?, ?)", apart.source,
            apart.employee_id, apart.userid);
}

void SqliteMirror::remove(const Apart& apart)
{
    execute(db_, "DELETE FROM person_apart WHERE source = ? AND employee_id = ? AND userid = ?",
            apart.source, apart.employee_id, apart.userid);
}

std::vector<DepartmentLink> SqliteMirror::department_links()
{
    std::vector<DepartmentLink> out;
    each(db_, "SELECT key, dept_id, created FROM department_link ORDER BY key",
         [&](SQLite::Statement& row) {
             out.push_back({row.getColumn(0).getString(), row.getColumn(1).getInt64(),
                            row.getColumn(2).getInt() != 0});
         });
    return out;
}

void SqliteMirror::put(const DepartmentLink& link)
{
    execute(db_, "INSERT OR REPLACE INTO department_link VALUES (?, ?, ?)", link.key, link.dept_id,
            link.created ? 1 : 0);
}

void SqliteMirror::remove_department_link(const model::DepartmentKey& key)
{
    execute(db_, "DELETE FROM department_link WHERE key = ?", key);
}

} // namespace rosterd::state
