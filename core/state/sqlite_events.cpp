#include "core/state/sqlite_events.hpp"

namespace rosterd::state
{

namespace
{

StoredEvent event_in(SQLite::Statement& row)
{
    return {row.getColumn(0).getString(), row.getColumn(1).getString(),
            to_instant(row.getColumn(2).getInt64()), to_instant(row.getColumn(3).getInt64()),
            model::Json::parse(row.getColumn(4).getText())};
}

} // namespace

bool SqliteEvents::keep(const StoredEvent& event)
{
    return execute(db_,
                   "INSERT OR IGNORE INTO event (id, type, born, received, doc) "
                   "VALUES (?, ?, ?, ?, ?)",
                   event.id, event.type, to_number(event.born), to_number(event.received),
                   to_text(event.data)) > 0;
}

std::vector<StoredEvent> SqliteEvents::open(int most)
{
    std::vector<StoredEvent> out;
    each(
        db_,
        "SELECT id, type, born, received, doc FROM event WHERE done IS NULL "
        "ORDER BY born, id LIMIT ?",
        [&](SQLite::Statement& row) { out.push_back(event_in(row)); }, most);
    return out;
}

std::vector<StoredEvent> SqliteEvents::born_since(model::Instant since)
{
    std::vector<StoredEvent> out;
    each(
        db_,
        "SELECT id, type, born, received, doc FROM event WHERE born >= ? ORDER BY received, id",
        [&](SQLite::Statement& row) { out.push_back(event_in(row)); }, to_number(since));
    return out;
}

std::int64_t SqliteEvents::count_open()
{
    std::int64_t count = 0;
    each(db_, "SELECT count(*) FROM event WHERE done IS NULL",
         [&](SQLite::Statement& row) { count = row.getColumn(0).getInt64(); });
    return count;
}

void SqliteEvents::done(std::span<const std::string> ids, model::Instant now)
{
    db_.transaction([&] {
        for (const std::string& id : ids) {
            execute(db_, "UPDATE event SET done = ? WHERE id = ? AND done IS NULL", to_number(now),
                    id);
        }
    });
}

int SqliteEvents::prune(model::Instant before)
{
    return execute(db_, "DELETE FROM event WHERE done < ?", to_number(before));
}

} // namespace rosterd::state
