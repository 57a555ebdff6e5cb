#include "core/state/sqlite_mirror.hpp"

#include <array>
#include <unordered_map>

namespace rosterd::state
{

namespace
{

void bind_text(SQLite::Statement& statement, int index, const std::string& text)
{
    if (text.empty()) {
        statement.bind(index);
    } else {
        statement.bind(index, text);
    }
}

} // namespace

std::optional<model::Instant> SqliteMirror::completed_at()
{
    std::optional<model::Instant> out;
    each(db_, "SELECT value FROM setting WHERE name = 'mirror.completed_at'",
         [&](SQLite::Statement& row) {
             out = to_instant(std::stoll(row.getColumn(0).getString()));
         });
    return out;
}

std::vector<ChangedUser> SqliteMirror::replace(const model::ObservedOrganisation& read,
                                               model::Instant completed_at)
{
    std::vector<ChangedUser> changed;
    db_.transaction([&] {
        std::unordered_map<std::string, std::string> before;
        each(db_, "SELECT userid, doc FROM mirror_user", [&](SQLite::Statement& row) {
            before.emplace(row.getColumn(0).getString(), row.getColumn(1).getString());
        });
        for (const model::ObservedUser& user : read.users) {
            const auto found = before.find(user.userid);
            if (found == before.end() || found->second != model::document_of(user)) {
                changed.push_back(
                    {user.userid, found == before.end()
                                      ? std::nullopt
                                      : std::optional{model::user_in(found->second)}});
                put(user);
            }
            if (found != before.end()) {
                before.erase(found);
            }
        }
        for (const auto& [userid, doc] : before) {
            changed.push_back({userid, model::user_in(doc)});
            remove_user(userid);
        }
        execute(db_, "DELETE FROM mirror_department");
        for (const model::ObservedDepartment& department : read.departments) {
            put(department);
        }
        execute(db_, "DELETE FROM mirror_administrator");
        for (const std::string& userid : read.admin_userids) {
            execute(db_, "INSERT OR IGNORE INTO mirror_administrator VALUES (?)", userid);
        }
        execute(db_, "INSERT OR REPLACE INTO setting VALUES ('mirror.completed_at', ?)",
                std::to_string(to_number(completed_at)));
    });
    return changed;
}

std::vector<model::ObservedDepartment> SqliteMirror::departments()
{
    std::vector<model::ObservedDepartment> out;
    each(db_, "SELECT doc FROM mirror_department ORDER BY dept_id", [&](SQLite::Statement& row) {
        out.push_back(
            model::Json::parse(row.getColumn(0).getText()).get<model::ObservedDepartment>());
    });
    return out;
}

void SqliteMirror::put(const model::ObservedDepartment& department)
{
    execute(db_, "INSERT OR REPLACE INTO mirror_department VALUES (?, ?)", department.dept_id,
            to_text(department));
}

void SqliteMirror::remove_department(model::DeptId dept_id)
{
    execute(db_, "DELETE FROM mirror_department WHERE dept_id = ?", dept_id);
}

std::vector<model::ObservedUser> SqliteMirror::users(std::span<const std::string> userids)
{
    return find(UserKey::userid, userids);
}

bool SqliteMirror::has_user(const std::string& userid)
{
    bool out = false;
    each(
        db_, "SELECT 1 FROM mirror_user WHERE userid = ?", [&](SQLite::Statement&) { out = true; },
        userid);
    return out;
}

std::vector<model::ObservedUser> SqliteMirror::everyone()
{
    std::vector<model::ObservedUser> out;
    each(db_, "SELECT doc FROM mirror_user ORDER BY userid",
         [&](SQLite::Statement& row) { out.push_back(model::user_in(text_of(row.getColumn(0)))); });
    return out;
}

std::vector<model::ObservedUser> SqliteMirror::find(UserKey key,
                                                    std::span<const std::string> values)
{
    constexpr std::array<const char*, 6> queries{
        "SELECT doc FROM mirror_user WHERE userid = ?",
        "SELECT doc FROM mirror_user WHERE job_number = ?",
        "SELECT doc FROM mirror_user WHERE mobile = ?",
        "SELECT doc FROM mirror_user WHERE email = ?",
        "SELECT doc FROM mirror_user WHERE org_email = ?",
        "SELECT doc FROM mirror_user WHERE telephone = ?",
    };
    std::vector<model::ObservedUser> out;
    for (const std::string& value : values) {
        each(
            db_, queries[static_cast<std::size_t>(key)],
            [&](SQLite::Statement& row) {
                out.push_back(model::user_in(text_of(row.getColumn(0))));
            },
            value);
    }
    return out;
}

std::vector<std::string> SqliteMirror::members_of(model::DeptId dept_id)
{
    std::vector<std::string> out;
    each(
        db_, "SELECT userid FROM mirror_member WHERE dept_id = ? ORDER BY userid",
        [&](SQLite::Statement& row) { out.push_back(row.getColumn(0).getString()); }, dept_id);
    return out;
}

std::int64_t SqliteMirror::count_members(model::DeptId dept_id, std::int64_t most)
{
    std::int64_t out = 0;
    each(
        db_, "SELECT count(*) FROM (SELECT 1 FROM mirror_member WHERE dept_id = ? LIMIT ?)",
        [&](SQLite::Statement& row) { out = row.getColumn(0).getInt64(); }, dept_id, most);
    return out;
}

std::vector<std::string> SqliteMirror::administrators()
{
    std::vector<std::string> out;
    each(db_, "SELECT userid FROM mirror_administrator ORDER BY userid",
         [&](SQLite::Statement& row) { out.push_back(row.getColumn(0).getString()); });
    return out;
}

void SqliteMirror::put(const model::ObservedUser& user)
{
    db_.transaction([&] {
        remove_user(user.userid);
        SQLite::Statement& statement =
            db_.statement("INSERT INTO mirror_user VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        statement.bind(1, user.userid);
        bind_text(statement, 2, user.job_number);
        bind_text(statement, 3, user.mobile);
        bind_text(statement, 4, user.email);
        bind_text(statement, 5, user.org_email);
        bind_text(statement, 6, user.telephone);
        statement.bind(7, model::document_of(user));
        bind_text(statement, 8, user.manager_userid);
        statement.exec();
        statement.reset();
        for (const model::DeptId dept_id : user.dept_ids) {
            execute(db_, "INSERT OR IGNORE INTO mirror_member VALUES (?, ?)", dept_id, user.userid);
        }
    });
}

void SqliteMirror::remove_user(const std::string& userid)
{
    const std::vector<std::string> one{userid};
    for (const model::ObservedUser& user : users(one)) {
        for (const model::DeptId dept_id : user.dept_ids) {
            execute(db_, "DELETE FROM mirror_member WHERE dept_id = ? AND userid = ?", dept_id,
                    userid);
        }
    }
    execute(db_, "DELETE FROM mirror_user WHERE userid = ?", userid);
}

std::vector<std::string> SqliteMirror::drop_manager(const std::string& userid)
{
    std::vector<std::string> reports;
    each(
        db_, "SELECT userid FROM mirror_user WHERE manager = ? ORDER BY userid",
        [&](SQLite::Statement& row) { reports.push_back(row.getColumn(0).getString()); }, userid);
    db_.transaction([&] {
        for (model::ObservedUser& user : users(reports)) {
            user.manager_userid.clear();
            put(user);
        }
    });
    return reports;
}

} // namespace rosterd::state
