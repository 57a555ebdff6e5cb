#include "core/state/sqlite_journal.hpp"

#include <algorithm>
#include <array>

#include "core/model/entitlements.hpp"

namespace rosterd::state
{

namespace
{

#define ENTRY_COLUMNS                                                                              \
    "id, run_id, operation, state, started, ended, attempts, code, request_id, message"

constexpr std::array<std::pair<JournalState, const char*>, 4> kStates{{
    {JournalState::sending, "sending"},
    {JournalState::done, "done"},
    {JournalState::failed, "failed"},
    {JournalState::skipped, "skipped"},
}};

const char* name_of(JournalState state)
{
    return kStates[static_cast<std::size_t>(state)].second;
}

JournalEntry entry_of(SQLite::Statement& row)
{
    JournalEntry out;
    out.id = row.getColumn(0).getInt64();
    out.run_id = row.getColumn(1).getString();
    out.operation = model::Json::parse(row.getColumn(2).getText()).get<model::Operation>();
    const std::string name = row.getColumn(3).getString();
    for (const auto& [state, text] : kStates) {
        if (name == text) {
            out.state = state;
        }
    }
    out.started = to_instant(row.getColumn(4).getInt64());
    if (!row.getColumn(5).isNull()) {
        out.ended = to_instant(row.getColumn(5).getInt64());
    }
    out.attempts = row.getColumn(6).getInt();
    out.code = row.getColumn(7).getString();
    out.request_id = row.getColumn(8).getString();
    out.message = row.getColumn(9).getString();
    return out;
}

// Whether the guards count it once it is done: neither helping operations, nor what only carries on
// what was counted before.
bool counts(const model::Operation& operation)
{
    static constexpr std::array<std::string_view, 3> beside{"leaver.grace", "number.swap",
                                                            "manager.ring"};
    if (std::ranges::find(beside, operation.cause.rule) != beside.end()) {
        return false;
    }
    return !model::right_of(operation) ||
           std::ranges::none_of(operation.needs, [](const std::string& need) {
               return need.starts_with("u-create-");
           });
}

} // namespace

std::vector<std::int64_t> SqliteJournal::begin(const std::string& run_id,
                                               std::span<const model::Operation> operations,
                                               model::Instant now)
{
    std::vector<std::int64_t> ids;
    db_.transaction([&] {
        for (const model::Operation& operation : operations) {
            const std::string fingerprint = model::fingerprint_of(operation);
            execute(db_,
                    "INSERT INTO journal (run_id, employee_id, source, kind, rule, fingerprint, "
                    "operation, state, started, counted) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, 'sending', ?, ?)",
                    run_id, operation.employee_id, operation.source,
                    std::string{model::to_string(operation.kind)}, operation.cause.rule,
                    fingerprint, to_text(operation), to_number(now),
                    counts(operation) && !is_approved(fingerprint) ? 1 : 0);
            ids.push_back(db_.database().getLastInsertRowid());
        }
    });
    return ids;
}

void SqliteJournal::end(std::span<const Ended> entries)
{
    db_.transaction([&] {
        for (const Ended& one : entries) {
            execute(
                db_,
                "UPDATE journal SET state = ?, ended = ?, attempts = ?, code = ?, request_id = ?, "
                "message = ? WHERE id = ?",
                std::string{name_of(one.state)}, to_number(one.at), one.attempts, one.code,
                one.request_id, one.message, one.id);
        }
    });
}

std::vector<JournalEntry> SqliteJournal::unresolved()
{
    std::vector<JournalEntry> out;
    each(db_, "SELECT " ENTRY_COLUMNS " FROM journal WHERE state = 'sending' ORDER BY id",
         [&](SQLite::Statement& row) { out.push_back(entry_of(row)); });
    return out;
}

std::vector<JournalEntry> SqliteJournal::of_run(const std::string& run_id)
{
    std::vector<JournalEntry> out;
    each(
        db_, "SELECT " ENTRY_COLUMNS " FROM journal WHERE run_id = ? ORDER BY id",
        [&](SQLite::Statement& row) { out.push_back(entry_of(row)); }, run_id);
    return out;
}

std::vector<JournalEntry> SqliteJournal::of_employee(const std::string& employee_id)
{
    std::vector<JournalEntry> out;
    each(
        db_, "SELECT " ENTRY_COLUMNS " FROM journal WHERE employee_id = ? ORDER BY id",
        [&](SQLite::Statement& row) { out.push_back(entry_of(row)); }, employee_id);
    return out;
}

std::vector<JournalEntry> SqliteJournal::done_entries(model::Instant since)
{
    std::vector<JournalEntry> out;
    each(
        db_,
        "SELECT " ENTRY_COLUMNS " FROM journal WHERE state = 'done' AND ended >= ? ORDER BY id",
        [&](SQLite::Statement& row) { out.push_back(entry_of(row)); }, to_number(since));
    return out;
}

std::vector<model::DoneChange>
SqliteJournal::done_since(model::Instant since, std::span<const model::OperationKind> kinds)
{
    std::vector<model::DoneChange> out;
    for (const model::OperationKind kind : kinds) {
        const auto take = [&](SQLite::Statement& row) {
            out.push_back({kind, row.getColumn(0).getString(), row.getColumn(1).getString(),
                           row.getColumn(2).getString(), ""});
        };
        const std::string name{model::to_string(kind)};
        if (kind == model::OperationKind::user_create) {
            each(db_,
                 "SELECT DISTINCT rule, source, employee_id FROM journal INDEXED BY journal_ended "
                 "WHERE state = 'done' AND ended >= ? AND counted = 1 AND kind = ?",
                 take, to_number(since), name);
        } else if (kind == model::OperationKind::department_delete) {
            each(
                db_,
                "SELECT rule, coalesce(json_extract(operation, '$.about.department'), "
                "json_extract(operation, '$.department')) FROM journal WHERE state = 'done' AND "
                "counted = 1 AND kind <> 'user.create' AND kind = ? AND ended >= ?",
                [&](SQLite::Statement& row) {
                    out.push_back(
                        {kind, row.getColumn(0).getString(), "", "", row.getColumn(1).getString()});
                },
                name, to_number(since));
        } else {
            each(db_,
                 "SELECT DISTINCT rule, source, employee_id FROM journal WHERE state = 'done' AND "
                 "counted = 1 AND kind <> 'user.create' AND kind = ? AND ended >= ?",
                 take, name, to_number(since));
        }
    }
    return out;
}

} // namespace rosterd::state
