// What people decide about holds, and until when it counts.
#include <set>

#include "core/state/sqlite_journal.hpp"

namespace rosterd::state
{

std::string hold_id(std::int64_t number)
{
    return "h-" + std::to_string(number);
}

std::int64_t hold_number(const std::string& id)
{
    if (!id.starts_with("h-") || id.size() < 3 || id.size() > 18 ||
        id.find_first_not_of("0123456789", 2) != std::string::npos) {
        return 0;
    }
    return std::stoll(id.substr(2));
}

#define WAITS                                                                                      \
    "id = ? AND (status = 'open' OR status = ?) AND (EXISTS (SELECT 1 FROM hold_operation o "      \
    "WHERE "                                                                                       \
    "o.hold = hold.id AND NOT o.void) OR json_extract(doc, '$.facts.read') IS NOT NULL)"

bool SqliteJournal::decide_hold(const std::string& id, bool approve, const std::string& by,
                                const std::string& reason, model::Instant now)
{
    const bool decided =
        execute(db_,
                "UPDATE hold SET status = ?, decided = ?, decided_by = ?, reason = ? WHERE " WAITS,
                std::string{approve ? "approved" : "rejected"}, to_number(now), by, reason,
                hold_number(id), std::string{approve ? "rejected" : "approved"}) > 0;
    if (decided && !approve) {
        execute(db_, "DELETE FROM approval WHERE hold = ?", hold_number(id));
    }
    return decided;
}

bool SqliteJournal::add_approval(const std::string& id, const Approver& approver)
{
    return execute(db_,
                   "INSERT OR IGNORE INTO approval (hold, person, at, reason) "
                   "SELECT id, ?, ?, ? FROM hold WHERE " WAITS,
                   approver.by, to_number(approver.at), approver.reason, hold_number(id),
                   std::string{"rejected"}) > 0;
}

std::vector<SharingHold> SqliteJournal::sharing_with(const std::string& id)
{
    std::vector<SharingHold> out;
    each(
        db_,
        "SELECT h.id, h.guard, h.status, count(*), (SELECT count(*) FROM hold_operation a WHERE "
        "a.hold = h.id) FROM hold_operation own JOIN hold_operation o ON o.fingerprint = "
        "own.fingerprint AND NOT o.void JOIN hold h ON h.id = o.hold WHERE own.hold = ?1 AND "
        "h.id <> ?1 AND h.status IN ('open', 'rejected') GROUP BY h.id ORDER BY h.id",
        [&](SQLite::Statement& row) {
            out.push_back({hold_id(row.getColumn(0).getInt64()), row.getColumn(1).getString(),
                           row.getColumn(2).getString(), row.getColumn(3).getInt64(),
                           row.getColumn(4).getInt64()});
        },
        hold_number(id));
    return out;
}

#define NOT_CARRIED_OUT                                                                            \
    "NOT void AND EXISTS (SELECT 1 FROM hold h WHERE h.id = hold AND h.status = 'approved' AND "   \
    "h.decided < ? AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.fingerprint = "                 \
    "hold_operation.fingerprint AND j.state = 'done' AND j.ended >= h.decided))"

std::vector<std::string> SqliteJournal::expire_holds(model::Instant before)
{
    std::set<std::int64_t> numbers;
    const auto take = [&](SQLite::Statement& row) { numbers.insert(row.getColumn(0).getInt64()); };
    each(db_,
         "SELECT id FROM hold WHERE (status = 'open' AND created < ?1) OR (status = 'approved' AND "
         "decided < ?1 AND NOT expired AND json_extract(doc, '$.facts.read') IS NOT NULL)",
         take, to_number(before));
    each(db_, "SELECT DISTINCT hold FROM hold_operation WHERE " NOT_CARRIED_OUT, take,
         to_number(before));
    if (numbers.empty()) {
        return {};
    }
    execute(db_, "UPDATE hold_operation SET void = 1 WHERE " NOT_CARRIED_OUT, to_number(before));
    std::vector<std::string> ids;
    for (const std::int64_t number : numbers) {
        execute(db_,
                "UPDATE hold SET expired = 1, "
                "status = CASE WHEN status = 'open' OR json_extract(doc, '$.facts.read') IS NOT "
                "NULL THEN 'gone' ELSE status END WHERE id = ?",
                number);
        ids.push_back(hold_id(number));
    }
    return ids;
}

std::vector<std::string> SqliteJournal::approved_reads(const std::string& source)
{
    std::vector<std::string> out;
    each(
        db_,
        "SELECT json_extract(doc, '$.facts.read') AS read FROM hold WHERE status = 'approved' AND "
        "read IS NOT NULL AND json_extract(doc, '$.facts.source') = ?",
        [&](SQLite::Statement& row) { out.push_back(row.getColumn(0).getString()); }, source);
    return out;
}

void SqliteJournal::drop_approved_reads(const std::string& source, model::Instant now)
{
    execute(db_,
            "UPDATE hold SET status = 'gone', decided = ? WHERE status = 'approved' AND "
            "json_extract(doc, '$.facts.read') IS NOT NULL AND "
            "json_extract(doc, '$.facts.source') = ?",
            to_number(now), source);
}

// A decision holds for the facts it was made for: once a plan no longer has the operation, it is
// over.
void SqliteJournal::void_decisions(const model::Plan& plan)
{
    std::set<std::string> decided;
    for (const auto& fingerprints : {approved_operations(), rejected_operations()}) {
        decided.insert(fingerprints.begin(), fingerprints.end());
    }
    if (decided.empty()) {
        return;
    }
    for (const model::Operation& operation : plan.operations) {
        decided.erase(model::fingerprint_of(operation));
    }
    for (const std::string& fingerprint : decided) {
        execute(db_, "UPDATE hold_operation SET void = 1 WHERE fingerprint = ?", fingerprint);
    }
}

// As approved_operations() answers, for one that is about to be sent: had a person rejected it
// since, it would be held.
bool SqliteJournal::is_approved(const std::string& fingerprint)
{
    bool approved = false;
    each(
        db_,
        "SELECT 1 FROM hold_operation o JOIN hold h ON h.id = o.hold WHERE o.fingerprint = ? "
        "AND NOT o.void AND h.status = 'approved' AND NOT EXISTS (SELECT 1 FROM journal j "
        "WHERE j.fingerprint = o.fingerprint AND j.state = 'done' AND j.ended >= h.decided)",
        [&](SQLite::Statement&) { approved = true; }, fingerprint);
    return approved;
}

} // namespace rosterd::state
