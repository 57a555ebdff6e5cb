// People with several records, and what is true of them from a day on.
#include "core/state/sqlite_roster.hpp"

namespace rosterd::state
{

bool SqliteRoster::anybody_dated(const std::string& source)
{
    bool out = false;
    each(
        db_, "SELECT 1 FROM dated_record WHERE source = ? LIMIT 1",
        [&](SQLite::Statement&) { out = true; }, source);
    return out;
}

std::vector<DatedRecord> SqliteRoster::records_of(const std::string& source,
                                                  const std::string& employee_id)
{
    std::vector<DatedRecord> out;
    each(
        db_,
        "SELECT fingerprint, doc FROM dated_record WHERE source = ? AND employee_id = ? "
        "ORDER BY place",
        [&](SQLite::Statement& row) {
            out.push_back({static_cast<std::uint64_t>(row.getColumn(0).getInt64()),
                           model::person_in(text_of(row.getColumn(1)))});
        },
        source, employee_id);
    return out;
}

std::vector<DatedVersion> SqliteRoster::versions_of(const std::string& source,
                                                    const std::string& employee_id)
{
    std::vector<DatedVersion> out;
    each(
        db_, "SELECT at, doc FROM dated_version WHERE source = ? AND employee_id = ? ORDER BY at",
        [&](SQLite::Statement& row) {
            out.push_back({to_instant(row.getColumn(0).getInt64()),
                           model::person_in(text_of(row.getColumn(1)))});
        },
        source, employee_id);
    return out;
}

std::int64_t SqliteRoster::take_effect(model::Instant now)
{
    std::int64_t people = 0;
    counted([&] {
        // One after the other: a million may have a version that begins today.
        each(
            db_,
            "SELECT source, employee_id, doc, max(at) FROM dated_version WHERE at <= ? "
            "GROUP BY source, employee_id",
            [&](SQLite::Statement& row) {
                const auto before =
                    find(row.getColumn(0).getString(), row.getColumn(1).getString());
                if (before && before->present) {
                    upsert(model::person_in(text_of(row.getColumn(2))), &*before);
                    ++people;
                }
            },
            to_number(now));
        execute(db_, "DELETE FROM dated_version WHERE at <= ?", to_number(now));
    });
    return people;
}

void SqliteRoster::keep_dated(const std::string& source, const RecordsOfPerson& dated)
{
    drop_dated(source, dated.employee_id);
    for (std::size_t i = 0; i < dated.records.size(); ++i) {
        execute(db_, "INSERT INTO dated_record VALUES (?, ?, ?, ?, ?)", source, dated.employee_id,
                static_cast<std::int64_t>(i),
                static_cast<std::int64_t>(dated.records[i].fingerprint),
                model::document_of(dated.records[i].person));
    }
    for (const DatedVersion& version : dated.versions) {
        execute(db_, "INSERT OR REPLACE INTO dated_version VALUES (?, ?, ?, ?)", source,
                dated.employee_id, to_number(version.at), model::document_of(version.person));
    }
}

void SqliteRoster::drop_dated(const std::string& source, const std::string& employee_id)
{
    execute(db_, "DELETE FROM dated_record WHERE source = ? AND employee_id = ?", source,
            employee_id);
    execute(db_, "DELETE FROM dated_version WHERE source = ? AND employee_id = ?", source,
            employee_id);
}

} // namespace rosterd::state
