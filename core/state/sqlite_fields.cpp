#include "core/state/sqlite_fields.hpp"

namespace rosterd::state
{

namespace
{

#define WRITE_BACK_COLUMNS                                                                         \
    "source, employee_id, field, value, queued_at, attempts, next_at, error, told, told_at"

std::optional<std::string> text_or_null(const SQLite::Column& column)
{
    return column.isNull() ? std::nullopt : std::optional{column.getString()};
}

WriteBack write_back_in(SQLite::Statement& row)
{
    WriteBack out{row.getColumn(0).getString(), row.getColumn(1).getString(),
                  row.getColumn(2).getString()};
    out.value = text_or_null(row.getColumn(3));
    out.queued = to_instant(row.getColumn(4).getInt64());
    out.attempts = row.getColumn(5).getInt();
    out.next = to_instant(row.getColumn(6).getInt64());
    out.error = row.getColumn(7).getString();
    out.told = text_or_null(row.getColumn(8));
    if (!row.getColumn(9).isNull()) {
        out.told_at = to_instant(row.getColumn(9).getInt64());
    }
    return out;
}

} // namespace

std::map<std::string, model::FieldHistory> SqliteFields::histories(const std::string& source,
                                                                   const std::string& employee_id,
                                                                   const std::string& userid)
{
    std::map<std::string, model::FieldHistory> out;
    each(
        db_,
        "SELECT field, agreed, hr, hr_since, dingtalk, dingtalk_since FROM field_history "
        "WHERE source = ? AND employee_id = ? AND userid = ?",
        [&](SQLite::Statement& row) {
            out[row.getColumn(0).getString()] = {
                text_or_null(row.getColumn(1)), row.getColumn(2).getString(),
                to_instant(row.getColumn(3).getInt64()), row.getColumn(4).getString(),
                to_instant(row.getColumn(5).getInt64())};
        },
        source, employee_id, userid);
    return out;
}

void SqliteFields::put(const std::string& source, const std::string& employee_id,
                       const std::string& userid, const std::string& field,
                       const model::FieldHistory& history)
{
    db_.transaction([&] {
        execute(db_, "INSERT OR REPLACE INTO field_history VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?)",
                source, employee_id, field, userid, history.hr, to_number(history.hr_since),
                history.dingtalk, to_number(history.dingtalk_since));
        if (history.agreed) {
            execute(db_,
                    "UPDATE field_history SET agreed = ? "
                    "WHERE source = ? AND employee_id = ? AND field = ?",
                    *history.agreed, source, employee_id, field);
        }
    });
}

bool SqliteFields::learn(const std::string& source, const std::string& employee_id,
                         const std::string& field, const std::string& value, model::Instant now)
{
    // Told before: whoever ignored it is not asked for ever.
    execute(db_,
            "UPDATE write_back SET value = NULL, attempts = 0, error = '' WHERE source = ? "
            "AND employee_id = ? AND field = ? AND told = ? AND value IS NOT NULL",
            source, employee_id, field, value);
    return execute(db_,
                   "INSERT INTO write_back (source, employee_id, field, value, queued_at, next_at) "
                   "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (source, employee_id, field) DO UPDATE "
                   "SET value = excluded.value, queued_at = excluded.queued_at, attempts = 0, "
                   "next_at = excluded.next_at, error = '' "
                   "WHERE value IS NOT excluded.value AND told IS NOT excluded.value",
                   source, employee_id, field, value, to_number(now), to_number(now)) > 0;
}

void SqliteFields::drop(const std::string& source, const std::string& employee_id,
                        const std::string& field)
{
    execute(db_,
            "UPDATE write_back SET value = NULL, attempts = 0, error = '' "
            "WHERE source = ? AND employee_id = ? AND field = ? AND value IS NOT NULL",
            source, employee_id, field);
}

void SqliteFields::drop_field(const std::string& source, const std::string& field)
{
    execute(db_,
            "UPDATE write_back SET value = NULL, attempts = 0, error = '' "
            "WHERE source = ? AND field = ? AND value IS NOT NULL",
            source, field);
}

std::vector<WriteBack> SqliteFields::due(const std::string& source, model::Instant now,
                                         int most_people)
{
    std::vector<WriteBack> out;
    each(
        db_,
        "SELECT " WRITE_BACK_COLUMNS " FROM write_back WHERE source = ?1 AND value IS NOT NULL "
        "AND next_at <= ?2 AND employee_id IN (SELECT DISTINCT employee_id FROM write_back "
        "WHERE source = ?1 AND value IS NOT NULL AND next_at <= ?2 ORDER BY employee_id LIMIT ?3) "
        "ORDER BY employee_id, field",
        [&](SQLite::Statement& row) { out.push_back(write_back_in(row)); }, source, to_number(now),
        most_people);
    return out;
}

void SqliteFields::told(std::span<const WriteBack> items, model::Instant now)
{
    db_.transaction([&] {
        for (const WriteBack& item : items) {
            execute(db_,
                    "UPDATE write_back SET told = ?1, told_at = ?2, attempts = 0, error = '', "
                    "value = CASE WHEN value = ?1 THEN NULL ELSE value END "
                    "WHERE source = ?3 AND employee_id = ?4 AND field = ?5",
                    *item.value, to_number(now), item.source, item.employee_id, item.field);
        }
    });
}

void SqliteFields::put_off(std::span<const WriteBack> items, model::Instant next,
                           const std::string& error)
{
    db_.transaction([&] {
        for (const WriteBack& item : items) {
            execute(db_,
                    "UPDATE write_back SET attempts = attempts + 1, next_at = ?, error = ? "
                    "WHERE source = ? AND employee_id = ? AND field = ? AND value = ?",
                    to_number(next), error, item.source, item.employee_id, item.field, *item.value);
        }
    });
}

std::vector<WriteBack> SqliteFields::write_backs(const std::string& source,
                                                 const std::string& employee_id)
{
    std::vector<WriteBack> out;
    each(
        db_,
        "SELECT " WRITE_BACK_COLUMNS
        " FROM write_back WHERE source = ? AND employee_id = ? ORDER BY field",
        [&](SQLite::Statement& row) { out.push_back(write_back_in(row)); }, source, employee_id);
    return out;
}

std::vector<Backlog> SqliteFields::backlogs()
{
    std::vector<Backlog> out;
    each(db_,
         "SELECT source, field, count(*), sum(attempts > 0), min(queued_at), min(next_at), "
         "max(error) FROM write_back WHERE value IS NOT NULL GROUP BY source, field "
         "ORDER BY source, field",
         [&](SQLite::Statement& row) {
             out.push_back({row.getColumn(0).getString(), row.getColumn(1).getString(),
                            row.getColumn(2).getInt64(), row.getColumn(3).getInt64(),
                            to_instant(row.getColumn(4).getInt64()),
                            to_instant(row.getColumn(5).getInt64()), row.getColumn(6).getString()});
         });
    return out;
}

} // namespace rosterd::state
