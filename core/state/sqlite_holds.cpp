// Holds: what a guard kept back, and what people decided about it.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/state/sqlite_journal.hpp"

namespace rosterd::state
{

namespace
{

// What a hold without operations keeps back.
model::Json read_of(const model::Hold& hold)
{
    return {hold.facts.value("source", model::Json{}), hold.facts.value("read", model::Json{})};
}

// Of several decisions about one operation the latest counts: a person may think again.
#define LATEST_DECISIONS                                                                           \
    "WITH decision AS (SELECT o.fingerprint, o.hold, h.status, h.decided, row_number() OVER "      \
    "(PARTITION BY o.fingerprint ORDER BY h.decided DESC, h.id DESC) AS place "                    \
    "FROM hold_operation o JOIN hold h ON h.id = o.hold "                                          \
    "WHERE h.status IN ('approved', 'rejected') AND NOT o.void) "

std::map<std::string, std::string>
fingerprints_of(const model::Hold& hold,
                const std::unordered_map<std::string_view, const model::Operation*>& by_id)
{
    std::map<std::string, std::string> out;
    for (const std::string& id : hold.operations) {
        if (const auto found = by_id.find(id); found != by_id.end()) {
            out[id] = model::fingerprint_of(*found->second);
        }
    }
    return out;
}

// Whether the plan has each of these operations; of none it says nothing.
bool is_all_in(const model::Plan& plan, const std::map<std::string, std::string>& fingerprints)
{
    std::set<std::string> there;
    for (const model::Operation& operation : plan.operations) {
        there.insert(model::fingerprint_of(operation));
    }
    return !fingerprints.empty() && std::ranges::all_of(fingerprints, [&](const auto& one) {
        return there.contains(one.second);
    });
}

} // namespace

void SqliteJournal::record_holds(model::Plan& plan, model::Instant now, Covers covers)
{
    db_.transaction([&] {
        std::unordered_map<std::string_view, const model::Operation*> by_id;
        for (const model::Operation& operation : plan.operations) {
            by_id[operation.id] = &operation;
        }
        if (covers == Covers::everything) {
            void_decisions(plan);
        }
        std::set<std::string> still;
        const std::vector<StoredHold> open = holds(true);
        std::vector<model::Hold> rejected;
        for (model::Hold& hold : plan.held) {
            if (hold.guard == "rejected") {
                rejected = by_rejection(hold, fingerprints_of(hold, by_id));
                continue;
            }
            if (hold.asks_nobody()) {
                continue;
            }
            const Fingerprints wanted = fingerprints_of(hold, by_id);
            hold.id.clear();
            for (const StoredHold& stored : open) {
                if (stored.hold.guard == hold.guard && stored.fingerprints == wanted &&
                    read_of(stored.hold) == read_of(hold)) {
                    hold.id = stored.hold.id;
                }
            }
            if (hold.id.empty()) {
                hold.id = open_hold(hold, plan, now);
            } else { // as many as there are today, of as many as are allowed
                execute(db_, "UPDATE hold SET doc = ?1 WHERE id = ?2 AND doc <> ?1", to_text(hold),
                        hold_number(hold.id));
            }
            still.insert(hold.id);
        }
        std::erase_if(plan.held, [](const model::Hold& one) { return one.guard == "rejected"; });
        plan.held.insert(plan.held.end(), rejected.begin(), rejected.end());
        for (const StoredHold& stored : open) {
            if (!still.contains(stored.hold.id) &&
                (covers == Covers::everything || is_all_in(plan, stored.fingerprints))) {
                execute(db_, "UPDATE hold SET status = 'gone', decided = ? WHERE id = ?",
                        to_number(now), hold_number(stored.hold.id));
            }
        }
    });
}

// What was rejected stands under the hold in which it was: there a person may think again. What
// only needs something rejected stands with it.
std::vector<model::Hold> SqliteJournal::by_rejection(const model::Hold& all,
                                                     const Fingerprints& fingerprints)
{
    std::map<std::int64_t, model::Hold> out;
    std::vector<std::string> in_need;
    for (const std::string& id : all.operations) {
        std::int64_t number = 0;
        const auto found = fingerprints.find(id);
        each(
            db_,
            LATEST_DECISIONS "SELECT hold FROM decision WHERE place = 1 AND status = 'rejected' "
                             "AND fingerprint = ?",
            [&](SQLite::Statement& row) { number = row.getColumn(0).getInt64(); },
            found == fingerprints.end() ? std::string{} : found->second);
        if (number == 0) {
            in_need.push_back(id);
            continue;
        }
        model::Hold& hold = out.try_emplace(number, all).first->second;
        if (hold.id.empty()) {
            hold.id = hold_id(number);
            hold.operations.clear();
            hold.found = 0;
        }
        hold.operations.push_back(id);
        ++hold.found;
    }
    std::vector<model::Hold> holds;
    holds.reserve(out.size());
    for (auto& [number, hold] : out) {
        holds.push_back(std::move(hold));
    }
    if (!holds.empty()) {
        holds.front().operations.insert(holds.front().operations.end(), in_need.begin(),
                                        in_need.end());
    }
    return holds;
}

std::string SqliteJournal::open_hold(const model::Hold& hold, const model::Plan& plan,
                                     model::Instant now)
{
    execute(db_, "INSERT INTO hold (guard, status, created, doc) VALUES (?, 'open', ?, ?)",
            hold.guard, to_number(now), to_text(hold));
    const std::int64_t number = db_.database().getLastInsertRowid();
    const std::set<std::string_view> held{hold.operations.begin(), hold.operations.end()};
    for (const model::Operation& operation : plan.operations) {
        if (held.contains(operation.id)) {
            execute(db_,
                    "INSERT INTO hold_operation (hold, operation, fingerprint, doc) VALUES (?, ?, "
                    "?, ?)",
                    number, operation.id, model::fingerprint_of(operation), to_text(operation));
        }
    }
    return hold_id(number);
}

StoredHold SqliteJournal::stored_hold(std::int64_t number)
{
    StoredHold out;
    each(
        db_,
        "SELECT doc, CASE WHEN expired THEN 'expired' ELSE status END, created, decided, "
        "decided_by, reason FROM hold WHERE id = ?",
        [&](SQLite::Statement& row) {
            out.hold = model::Json::parse(row.getColumn(0).getText()).get<model::Hold>();
            out.status = row.getColumn(1).getString();
            out.created = to_instant(row.getColumn(2).getInt64());
            if (!row.getColumn(3).isNull()) {
                out.decided = to_instant(row.getColumn(3).getInt64());
            }
            out.decided_by = row.getColumn(4).getString();
            out.reason = row.getColumn(5).getString();
        },
        number);
    out.hold.id = hold_id(number);
    each(
        db_, "SELECT person, at, reason FROM approval WHERE hold = ? ORDER BY at, person",
        [&](SQLite::Statement& row) {
            out.approvals.push_back({row.getColumn(0).getString(),
                                     to_instant(row.getColumn(1).getInt64()),
                                     row.getColumn(2).getString()});
        },
        number);
    each(
        db_,
        "SELECT operation, fingerprint, doc FROM hold_operation WHERE hold = ? ORDER BY operation",
        [&](SQLite::Statement& row) {
            out.fingerprints[row.getColumn(0).getString()] = row.getColumn(1).getString();
            out.operations.push_back(
                model::Json::parse(row.getColumn(2).getText()).get<model::Operation>());
        },
        number);
    return out;
}

std::vector<StoredHold> SqliteJournal::holds(bool open_only)
{
    std::vector<std::int64_t> numbers;
    each(
        db_, "SELECT id FROM hold WHERE status = 'open' OR NOT ? ORDER BY id",
        [&](SQLite::Statement& row) { numbers.push_back(row.getColumn(0).getInt64()); },
        open_only ? 1 : 0);
    std::vector<StoredHold> out;
    out.reserve(numbers.size());
    for (const std::int64_t number : numbers) {
        out.push_back(stored_hold(number));
    }
    return out;
}

std::optional<StoredHold> SqliteJournal::hold(const std::string& id)
{
    bool found = false;
    each(
        db_, "SELECT 1 FROM hold WHERE id = ?", [&](SQLite::Statement&) { found = true; },
        hold_number(id));
    return found ? std::optional{stored_hold(hold_number(id))} : std::nullopt;
}

std::vector<HeldFor> SqliteJournal::held_for(const std::string& employee_id)
{
    std::vector<HeldFor> out;
    each(
        db_,
        "SELECT h.id, h.guard, h.status, o.doc FROM hold_operation o JOIN hold h ON h.id = o.hold "
        "WHERE json_extract(o.doc, '$.employee_id') = ? AND h.status = 'open' ORDER BY h.id",
        [&](SQLite::Statement& row) {
            out.push_back({hold_id(row.getColumn(0).getInt64()), row.getColumn(1).getString(),
                           row.getColumn(2).getString(),
                           model::Json::parse(row.getColumn(3).getText()).get<model::Operation>()});
        },
        employee_id);
    return out;
}

std::vector<std::string> SqliteJournal::approved_operations()
{
    // An approval is for once: spent when the operation was done after it.
    std::vector<std::string> out;
    each(db_,
         LATEST_DECISIONS
         "SELECT d.fingerprint FROM decision d WHERE d.place = 1 "
         "AND d.status = 'approved' AND NOT EXISTS (SELECT 1 FROM journal j "
         "WHERE j.fingerprint = d.fingerprint AND j.state = 'done' AND j.ended >= d.decided)",
         [&](SQLite::Statement& row) { out.push_back(row.getColumn(0).getString()); });
    return out;
}

std::vector<std::string> SqliteJournal::rejected_operations()
{
    std::vector<std::string> out;
    each(db_,
         LATEST_DECISIONS
         "SELECT fingerprint FROM decision WHERE place = 1 AND status = 'rejected'",
         [&](SQLite::Statement& row) { out.push_back(row.getColumn(0).getString()); });
    return out;
}

} // namespace rosterd::state
