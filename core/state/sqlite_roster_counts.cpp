// What the roster counts along, so that nobody needs to look at a million people.
#include <utility>

#include "core/state/sqlite_roster.hpp"

namespace rosterd::state
{

namespace
{

constexpr const char* kCount = "INSERT INTO counter VALUES ('present', ?) "
                               "ON CONFLICT (name) DO UPDATE SET value = value + excluded.value";

} // namespace

// One transaction, at whose end stands what was counted in it.
void SqliteRoster::counted(const std::function<void()>& work)
{
    tally_ = {}; // an earlier one may have failed
    db_.transaction([&] {
        work();
        write_tally();
    });
}

void SqliteRoster::write_tally()
{
    const Tally tally = std::exchange(tally_, {});
    if (tally.present != 0) {
        execute(db_, kCount, tally.present);
    }
    for (const auto& [key, people] : tally.departments) {
        execute(db_,
                "INSERT INTO department_use VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET people = people + excluded.people",
                key, people);
    }
}

void SqliteRoster::count(const model::Person& person, int sign)
{
    tally_.present += sign;
    for (const std::string& key : model::departments_of(person)) {
        tally_.departments[key] += sign;
    }
    for (const std::string& key : person.leads) {
        execute(db_,
                sign > 0 ? "INSERT OR IGNORE INTO leader VALUES (?, ?, ?)"
                         : "DELETE FROM leader WHERE department = ? AND source = ? "
                           "AND employee_id = ?",
                key, person.origin.source, person.employee_id);
    }
}

std::map<model::DepartmentKey, std::int64_t> SqliteRoster::departments_in_use()
{
    std::map<model::DepartmentKey, std::int64_t> out;
    each(db_, "SELECT key, people FROM department_use WHERE people > 0",
         [&](SQLite::Statement& row) {
             out[row.getColumn(0).getString()] = row.getColumn(1).getInt64();
         });
    return out;
}

std::vector<RosterStore::Leader> SqliteRoster::leaders()
{
    std::vector<Leader> out;
    each(db_,
         "SELECT department, source, employee_id FROM leader "
         "ORDER BY department, source, employee_id",
         [&](SQLite::Statement& row) {
             out.push_back({row.getColumn(0).getString(), row.getColumn(1).getString(),
                            row.getColumn(2).getString()});
         });
    return out;
}

std::int64_t SqliteRoster::count_present()
{
    std::int64_t out = 0;
    each(db_, "SELECT value FROM counter WHERE name = 'present'",
         [&](SQLite::Statement& row) { out = row.getColumn(0).getInt64(); });
    return out;
}

} // namespace rosterd::state
