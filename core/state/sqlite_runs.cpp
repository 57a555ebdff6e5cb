#include "core/state/sqlite_runs.hpp"

#include <cstdio>

namespace rosterd::state
{

namespace
{

#define RUN_COLUMNS "id, trigger, started, ended, outcome, summary"

Run run_of(SQLite::Statement& row)
{
    Run out{row.getColumn(0).getString(),
            row.getColumn(1).getString(),
            to_instant(row.getColumn(2).getInt64()),
            std::nullopt,
            row.getColumn(4).getString(),
            model::Json::parse(row.getColumn(5).getText())};
    if (!row.getColumn(3).isNull()) {
        out.ended = to_instant(row.getColumn(3).getInt64());
    }
    return out;
}

} // namespace

Run SqliteRuns::begin_run(const std::string& trigger, model::Instant now)
{
    Run run;
    run.trigger = trigger;
    run.started = now;
    db_.transaction([&] {
        const std::string day = "r-" + model::to_string(now).substr(0, 10) + "-";
        int number = 1;
        each(
            db_, "SELECT count(*) FROM run WHERE id >= ? AND id < ?",
            [&](SQLite::Statement& row) { number += row.getColumn(0).getInt(); }, day, day + "~");
        char text[16];
        std::snprintf(text, sizeof text, "%04d", number);
        run.id = day + text;
        execute(db_, "INSERT INTO run (id, trigger, started) VALUES (?, ?, ?)", run.id, trigger,
                to_number(now));
    });
    return run;
}

void SqliteRuns::end_run(const Run& run)
{
    execute(db_, "UPDATE run SET ended = ?, outcome = ?, summary = ? WHERE id = ?",
            to_number(run.ended.value_or(run.started)), run.outcome, to_text(run.summary), run.id);
}

void SqliteRuns::close_interrupted(model::Instant now)
{
    execute(db_, "UPDATE run SET ended = ?, outcome = 'interrupted' WHERE ended IS NULL",
            to_number(now));
}

std::vector<Run> SqliteRuns::history(int most)
{
    std::vector<Run> out;
    each(
        db_, "SELECT " RUN_COLUMNS " FROM run ORDER BY started DESC, id DESC LIMIT ?",
        [&](SQLite::Statement& row) { out.push_back(run_of(row)); }, most);
    return out;
}

std::optional<Run> SqliteRuns::run(const std::string& id)
{
    std::optional<Run> out;
    each(
        db_, "SELECT " RUN_COLUMNS " FROM run WHERE id = ?",
        [&](SQLite::Statement& row) { out = run_of(row); }, id);
    return out;
}

std::int64_t SqliteRuns::push(const std::string& source, const model::Json& body,
                              model::Instant now)
{
    execute(db_, "INSERT INTO pushed (source, received, body) VALUES (?, ?, ?)", source,
            to_number(now), to_text(body));
    return db_.database().getLastInsertRowid();
}

std::vector<PushedBatch> SqliteRuns::pushed(const std::string& source)
{
    std::vector<PushedBatch> out;
    each(
        db_, "SELECT id, source, received, body FROM pushed WHERE source = ? ORDER BY id",
        [&](SQLite::Statement& row) {
            out.push_back({row.getColumn(0).getInt64(), row.getColumn(1).getString(),
                           to_instant(row.getColumn(2).getInt64()),
                           model::Json::parse(row.getColumn(3).getText())});
        },
        source);
    return out;
}

void SqliteRuns::drop_pushed(const std::string& source, std::int64_t up_to_id)
{
    execute(db_, "DELETE FROM pushed WHERE source = ? AND id <= ?", source, up_to_id);
}

std::optional<std::string> SqliteRuns::setting(const std::string& name)
{
    std::optional<std::string> out;
    each(
        db_, "SELECT value FROM setting WHERE name = ?",
        [&](SQLite::Statement& row) { out = row.getColumn(0).getString(); }, name);
    return out;
}

void SqliteRuns::set_setting(const std::string& name, const std::string& value)
{
    execute(db_, "INSERT OR REPLACE INTO setting VALUES (?, ?)", name, value);
}

} // namespace rosterd::state
