// The roster's index of seen records, the marks of who is settled, and the findings.
#include <algorithm>
#include <cstring>
#include <unordered_set>

#include "core/state/sqlite_roster.hpp"

namespace rosterd::state
{

namespace
{

constexpr std::size_t kChunk = 65'536; // records in one blob of a megabyte

// Rows shift when a file is edited above them.
void move_to_row(model::Origin& origin, std::uint32_t row)
{
    const std::string before = std::to_string(origin.row);
    if (row == 0 || origin.row == 0 || row == origin.row || !origin.where.ends_with(before) ||
        !origin.where.substr(0, origin.where.size() - before.size()).ends_with(':')) {
        return;
    }
    origin.where.erase(origin.where.size() - before.size());
    origin.where += std::to_string(row);
    origin.row = row;
}

std::uint32_t row_of(const std::vector<std::uint32_t>& rows, PersonRef ref)
{
    const auto index = static_cast<std::size_t>(ref);
    return index < rows.size() ? rows[index] : 0;
}

} // namespace

std::vector<SeenRecord> SqliteRoster::seen(const std::string& source, std::uint64_t ingest_version)
{
    std::vector<SeenRecord> out;
    if (this->source(source).ingest_version != ingest_version) {
        return out;
    }
    each(
        db_, "SELECT data FROM seen WHERE source = ? ORDER BY chunk",
        [&](SQLite::Statement& row) {
            const SQLite::Column blob = row.getColumn(0);
            const auto count = static_cast<std::size_t>(blob.getBytes()) / sizeof(SeenRecord);
            const std::size_t before = out.size();
            out.resize(before + count);
            std::memcpy(out.data() + before, blob.getBlob(), count * sizeof(SeenRecord));
        },
        source);
    // Whoever is gone by a tombstone comes back with the very same record: it must not pass for
    // unchanged.
    std::vector<bool> gone;
    each(
        db_, "SELECT id FROM person WHERE source = ? AND present = 0",
        [&](SQLite::Statement& row) {
            const auto index = static_cast<std::size_t>(row.getColumn(0).getInt64());
            gone.resize(std::max(gone.size(), index + 1));
            gone[index] = true;
        },
        source);
    if (!gone.empty()) {
        std::erase_if(out, [&](const SeenRecord& record) {
            return record.person < gone.size() && gone[record.person];
        });
    }
    return out;
}

std::vector<std::uint32_t> SqliteRoster::rows_now(const std::string& source)
{
    std::vector<std::uint32_t> rows;
    for (const SeenRecord& record : seen(source, this->source(source).ingest_version)) {
        if (record.fingerprint != 0) {
            rows.resize(std::max<std::size_t>(rows.size(), std::size_t{record.person} + 1));
            rows[record.person] = record.row;
        }
    }
    return rows;
}

void SqliteRoster::name_rows(std::vector<RosterPerson>& people)
{
    std::map<std::string, std::vector<std::uint32_t>> rows;
    for (RosterPerson& one : people) {
        auto found = rows.find(one.person.origin.source);
        if (found == rows.end()) {
            const std::string& source = one.person.origin.source;
            found = rows.emplace(source, rows_now(source)).first;
        }
        move_to_row(one.person.origin, row_of(found->second, one.ref));
    }
}

// A ref may be given to somebody else later: an old record must not speak for them.
void SqliteRoster::drop_seen(std::span<const RosterPerson> people)
{
    std::map<std::string, std::unordered_set<PersonRef>> refs;
    for (const RosterPerson& one : people) {
        refs[one.person.origin.source].insert(one.ref);
    }
    for (const auto& [name, of_source] : refs) {
        const std::unordered_set<PersonRef>& dropped = of_source;
        std::vector<SeenRecord> left = seen(name, source(name).ingest_version);
        std::erase_if(left,
                      [&](const SeenRecord& record) { return dropped.contains(record.person); });
        set_seen(name, left);
    }
}

void SqliteRoster::set_seen(const std::string& source, std::span<const SeenRecord> seen)
{
    db_.transaction([&] {
        execute(db_, "DELETE FROM seen WHERE source = ? AND chunk >= ?", source,
                static_cast<std::int64_t>((seen.size() + kChunk - 1) / kChunk));
        for (std::size_t at = 0; at < seen.size(); at += kChunk) {
            const auto part = seen.subspan(at, std::min(kChunk, seen.size() - at));
            SQLite::Statement& statement =
                db_.statement("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)");
            statement.bind(1, source);
            statement.bind(2, static_cast<std::int64_t>(at / kChunk));
            statement.bindNoCopy(3, part.data(), static_cast<int>(part.size_bytes()));
            statement.exec();
            statement.reset();
        }
    });
}

std::vector<PersonRef> SqliteRoster::unsettled_refs(model::Instant now)
{
    std::vector<PersonRef> refs;
    each(
        db_, "SELECT person FROM unsettled UNION SELECT person FROM due WHERE at <= ? ORDER BY 1",
        [&](SQLite::Statement& row) { refs.push_back(row.getColumn(0).getInt64()); },
        to_number(now));
    return refs;
}

std::vector<RosterPerson> SqliteRoster::unsettled(model::Instant now)
{
    std::vector<RosterPerson> out = people(unsettled_refs(now));
    name_rows(out);
    return out;
}

bool SqliteRoster::anything_unsettled(model::Instant now)
{
    bool out = false;
    each(
        db_, "SELECT EXISTS (SELECT 1 FROM unsettled) OR EXISTS (SELECT 1 FROM due WHERE at <= ?)",
        [&](SQLite::Statement& row) { out = row.getColumn(0).getInt() != 0; }, to_number(now));
    return out;
}

std::optional<model::Instant> SqliteRoster::next_due(model::Instant at)
{
    std::optional<model::Instant> out;
    each(
        db_,
        "SELECT min(at) FROM (SELECT min(at) AS at FROM due WHERE at > ?1 "
        "UNION ALL SELECT min(at) FROM dated_version WHERE at > ?1)",
        [&](SQLite::Statement& row) {
            if (!row.getColumn(0).isNull()) {
                out = to_instant(row.getColumn(0).getInt64());
            }
        },
        to_number(at));
    return out;
}

void SqliteRoster::settle(std::span<const Settled> people)
{
    if (people.empty()) {
        return;
    }
    counted([&] {
        for (const Settled& one : people) {
            if (one.over) {
                set_over(one.ref, *one.over);
            }
            execute(db_, "DELETE FROM unsettled WHERE person = ?", one.ref);
            if (one.due) {
                execute(db_, "INSERT OR REPLACE INTO due VALUES (?, ?)", one.ref,
                        to_number(*one.due));
            } else {
                execute(db_, "DELETE FROM due WHERE person = ?", one.ref);
            }
        }
    });
}

void SqliteRoster::set_over(PersonRef ref, bool over)
{
    for (const RosterPerson& one : people({&ref, 1})) {
        if (one.present && one.over != over) {
            count(one.person, over ? -1 : +1);
            execute(db_, "UPDATE person SET over = ? WHERE id = ?", over ? 1 : 0, ref);
        }
    }
}

void SqliteRoster::unsettle_all()
{
    execute(db_, "INSERT OR IGNORE INTO unsettled SELECT id FROM person");
}

void SqliteRoster::unsettle(std::span<const std::string> userids)
{
    db_.transaction([&] {
        for (const std::string& userid : userids) {
            execute(db_,
                    "INSERT OR IGNORE INTO unsettled SELECT person.id FROM person_link "
                    "JOIN person USING (source, employee_id) WHERE person_link.userid = ?",
                    userid);
        }
    });
}

// The records of this read speak anew: what was found about them before is void. A complete read
// speaks of everybody; whoever was recognised unchanged keeps their findings.
void SqliteRoster::keep_findings(const RosterDelta& delta)
{
    std::unordered_set<std::string> noted; // few, beside all whom a read may touch
    each(
        db_, "SELECT employee_id FROM finding WHERE source = ? AND employee_id <> ''",
        [&](SQLite::Statement& row) { noted.insert(row.getColumn(0).getString()); }, delta.source);
    const auto drop = [&](const std::string& employee_id) {
        if (noted.erase(employee_id) > 0) {
            execute(db_, "DELETE FROM finding WHERE source = ? AND employee_id = ?", delta.source,
                    employee_id);
        }
    };
    for (const model::Person& person : delta.upserts) {
        drop(person.employee_id);
    }
    for (const model::Finding& finding : delta.findings) {
        drop(finding.employee_id);
    }
    std::for_each(delta.quarantined.begin(), delta.quarantined.end(), drop);
    std::for_each(delta.tombstones.begin(), delta.tombstones.end(), drop);
    for (std::size_t i = 0; i < delta.absent.size() && !noted.empty(); ++i) {
        for (const RosterPerson& person : people({&delta.absent[i], 1})) {
            drop(person.person.employee_id);
        }
    }
    if (delta.more) {
        return;
    }
    if (delta.complete) {
        // Of the file, of records without an id, and of people who were never accepted: all
        // re-read.
        execute(db_, "DELETE FROM finding WHERE source = ? AND person = 0", delta.source);
    }
    // Every read looks again at all that wait, and so at who is in the way of whom.
    execute(db_,
            "DELETE FROM finding WHERE source = ? AND (employee_id = '' "
            "OR json_extract(doc, '$.rule') LIKE '%.duplicate')",
            delta.source);
    for (const model::Finding& finding : delta.findings) {
        const auto person =
            finding.employee_id.empty() ? std::nullopt : find(delta.source, finding.employee_id);
        execute(db_, "INSERT INTO finding (source, employee_id, person, doc) VALUES (?, ?, ?, ?)",
                delta.source, finding.employee_id, person ? person->ref : std::int64_t{0},
                to_text(finding));
    }
}

std::vector<model::Record> SqliteRoster::waiting(const std::string& source)
{
    std::vector<model::Record> out;
    each(
        db_, "SELECT doc FROM waiting WHERE source = ? ORDER BY id",
        [&](SQLite::Statement& row) {
            out.push_back(model::Json::parse(row.getColumn(0).getText()).get<model::Record>());
        },
        source);
    return out;
}

void SqliteRoster::set_waiting(const std::string& source, std::span<const model::Record> records)
{
    db_.transaction([&] {
        execute(db_, "DELETE FROM waiting WHERE source = ?", source);
        for (const model::Record& record : records.last(std::min(records.size(), kMostWaiting))) {
            execute(db_, "INSERT INTO waiting (source, doc) VALUES (?, ?)", source,
                    to_text(record));
        }
    });
}

namespace
{

std::pair<std::int64_t, model::Finding> finding_of(SQLite::Statement& row)
{
    return {row.getColumn(0).getInt64(),
            model::Json::parse(row.getColumn(1).getText()).get<model::Finding>()};
}

} // namespace

std::vector<model::Finding> SqliteRoster::in_their_rows(StoredFindings found)
{
    std::map<std::string, std::vector<std::uint32_t>> rows;
    std::vector<model::Finding> out;
    out.reserve(found.size());
    for (auto& [person, finding] : found) {
        const std::string& name = finding.origin.source;
        if (person != 0 && !rows.contains(name)) {
            rows[name] = rows_now(name);
        }
        if (person != 0) {
            move_to_row(finding.origin, row_of(rows[name], person));
        }
        out.push_back(std::move(finding));
    }
    return out;
}

std::vector<model::Finding> SqliteRoster::findings()
{
    StoredFindings found;
    each(db_, "SELECT person, doc FROM finding ORDER BY id",
         [&](SQLite::Statement& row) { found.push_back(finding_of(row)); });
    return in_their_rows(std::move(found));
}

std::vector<model::Finding> SqliteRoster::findings_about(const std::string& employee_id)
{
    StoredFindings found;
    for (const std::string& source : source_names()) {
        each(
            db_, "SELECT person, doc FROM finding WHERE source = ? AND employee_id = ? ORDER BY id",
            [&](SQLite::Statement& row) { found.push_back(finding_of(row)); }, source, employee_id);
    }
    return in_their_rows(std::move(found));
}

std::vector<std::string> SqliteRoster::neighbours(const std::string& employee_id, int most)
{
    std::vector<std::string> out;
    const auto take = [&](SQLite::Statement& row) { out.push_back(row.getColumn(0).getString()); };
    each(db_,
         "SELECT DISTINCT employee_id FROM person WHERE employee_id < ? "
         "ORDER BY employee_id DESC LIMIT ?",
         take, employee_id, most);
    std::ranges::reverse(out);
    each(db_,
         "SELECT DISTINCT employee_id FROM person WHERE employee_id > ? "
         "ORDER BY employee_id LIMIT ?",
         take, employee_id, most);
    return out;
}

} // namespace rosterd::state
