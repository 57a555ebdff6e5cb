#include "core/state/sqlite_roster.hpp"

#include <array>
#include <set>
#include <unordered_map>

namespace rosterd::state
{

namespace
{

#define PERSON_COLUMNS "id, present, told, absent_since, over, doc"

RosterPerson person_of(SQLite::Statement& row)
{
    RosterPerson out;
    out.ref = row.getColumn(0).getInt64();
    out.present = row.getColumn(1).getInt() != 0;
    out.told = row.getColumn(2).getInt() != 0;
    out.absent_since = to_instant(row.getColumn(3).getInt64());
    out.over = row.getColumn(4).getInt() != 0;
    out.person = model::person_in(text_of(row.getColumn(5)));
    return out;
}

// Whether both stand under the same values in every index.
bool same_keys(const model::Person& a, const model::Person& b)
{
    return a.mobile == b.mobile && a.email == b.email && a.org_email == b.org_email &&
           a.telephone == b.telephone && a.userid == b.userid;
}

void bind_stated(SQLite::Statement& statement, int index, const model::Stated& value)
{
    if (value && !value->empty()) {
        statement.bind(index, *value);
    } else {
        statement.bind(index);
    }
}

} // namespace

std::vector<std::string> SqliteRoster::source_names()
{
    std::vector<std::string> out;
    each(db_, "SELECT name FROM source ORDER BY name",
         [&](SQLite::Statement& row) { out.push_back(row.getColumn(0).getString()); });
    return out;
}

SourceState SqliteRoster::source(const std::string& name)
{
    SourceState out;
    each(
        db_, "SELECT ingest_version, cursor, records, last_read, whole FROM source WHERE name = ?",
        [&](SQLite::Statement& row) {
            const std::string version = row.getColumn(0).getString();
            out.ingest_version = version.empty() ? 0 : std::stoull(version);
            out.cursor = row.getColumn(1).getString();
            out.last_complete_records = row.getColumn(2).getInt64();
            out.last_read = to_instant(row.getColumn(3).getInt64());
            out.last_read_complete = row.getColumn(4).getInt() != 0;
        },
        name);
    return out;
}

void SqliteRoster::note_read(const std::string& source, const std::string& cursor,
                             model::Instant at)
{
    execute(db_, "UPDATE source SET cursor = ?, last_read = ? WHERE name = ?", cursor,
            to_number(at), source);
}

std::vector<PersonRef> SqliteRoster::apply(const RosterDelta& delta)
{
    std::vector<PersonRef> refs;
    refs.reserve(delta.upserts.size());
    std::unordered_map<std::string_view, const RosterPerson*> known;
    for (const RosterPerson& one : delta.known) {
        known[one.person.employee_id] = &one;
    }
    counted([&] {
        for (const model::Person& person : delta.upserts) {
            if (const auto found = known.find(person.employee_id); found != known.end()) {
                refs.push_back(upsert(person, found->second));
            } else {
                const auto before = find(delta.source, person.employee_id);
                refs.push_back(upsert(person, before ? &*before : nullptr));
            }
        }
        make_absent(delta);
        for (const RecordsOfPerson& dated : delta.dated) {
            keep_dated(delta.source, dated);
        }
        if (!delta.more && delta.departments) {
            replace_departments(delta);
        }
        keep_findings(delta);
        if (!delta.more) {
            note_read(delta);
        }
    });
    return refs;
}

void SqliteRoster::make_absent(const RosterDelta& delta)
{
    std::unordered_map<PersonRef, const RosterPerson*> known;
    for (const RosterPerson& one : delta.known) {
        known[one.ref] = &one;
    }
    for (const PersonRef ref : delta.absent) {
        if (const auto found = known.find(ref); found != known.end()) {
            make_absent(*found->second, delta.at, false);
            continue;
        }
        for (const RosterPerson& person : people({&ref, 1})) {
            make_absent(person, delta.at, false);
        }
    }
    for (const std::string& employee_id : delta.tombstones) {
        if (const auto person = find(delta.source, employee_id)) {
            make_absent(*person, delta.at, true);
        }
    }
}

void SqliteRoster::replace_departments(const RosterDelta& delta)
{
    execute(db_, "DELETE FROM department_record WHERE source = ?", delta.source);
    for (const model::Department& department : *delta.departments) {
        execute(db_, "INSERT OR REPLACE INTO department_record VALUES (?, ?, ?)", delta.source,
                department.key, to_text(department));
    }
}

void SqliteRoster::note_read(const RosterDelta& delta)
{
    execute(db_, "INSERT INTO source (name) VALUES (?) ON CONFLICT DO NOTHING", delta.source);
    execute(db_,
            "UPDATE source SET ingest_version = ?1, cursor = ?2, last_read = ?3, whole = ?4, "
            "records = CASE WHEN ?4 THEN ?5 ELSE records END WHERE name = ?6",
            std::to_string(delta.ingest_version), delta.cursor, to_number(delta.at),
            delta.complete ? 1 : 0, delta.records, delta.source);
}

PersonRef SqliteRoster::upsert(const model::Person& person, const RosterPerson* before)
{
    const bool here = before && before->present && !before->over;
    if (!here || model::departments_of(before->person) != model::departments_of(person) ||
        before->person.leads != person.leads) {
        if (here) {
            count(before->person, -1);
        }
        count(person, +1);
    }
    PersonRef ref = 0;
    if (here && same_keys(before->person, person)) {
        // Most changes are of a title or a department: the indexes need not be touched.
        ref = before->ref;
        execute(db_, "UPDATE person SET doc = ? WHERE id = ?", model::document_of(person), ref);
    } else {
        ref = write(person, before);
    }
    execute(db_, "INSERT OR IGNORE INTO unsettled VALUES (?)", ref);
    return ref;
}

PersonRef SqliteRoster::write(const model::Person& person, const RosterPerson* before)
{
    SQLite::Statement& statement = db_.statement(
        "INSERT INTO person "
        "(id, source, employee_id, mobile, email, org_email, telephone, userid, doc) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (employee_id, source) DO UPDATE SET "
        "present = 1, over = 0, told = 0, absent_since = 0, mobile = excluded.mobile, "
        "email = excluded.email, org_email = excluded.org_email, "
        "telephone = excluded.telephone, userid = excluded.userid, doc = excluded.doc");
    if (before) {
        statement.bind(1, static_cast<std::int64_t>(before->ref));
    }
    statement.bind(2, person.origin.source);
    statement.bind(3, person.employee_id);
    bind_stated(statement, 4, person.mobile);
    bind_stated(statement, 5, person.email);
    bind_stated(statement, 6, person.org_email);
    bind_stated(statement, 7, person.telephone);
    bind_stated(statement, 8, person.userid);
    statement.bind(9, model::document_of(person));
    statement.exec();
    statement.reset();
    return before ? before->ref : db_.database().getLastInsertRowid();
}

void SqliteRoster::make_absent(const RosterPerson& person, model::Instant at, bool told)
{
    if (person.present && !person.over) {
        count(person.person, -1);
    }
    execute(db_,
            "UPDATE person SET present = 0, over = 0, told = ?, "
            "absent_since = CASE WHEN present THEN ? ELSE absent_since END WHERE id = ?",
            told || person.told ? 1 : 0, to_number(at), person.ref);
    execute(db_, "INSERT OR IGNORE INTO unsettled VALUES (?)", person.ref);
    drop_dated(person.person.origin.source, person.person.employee_id);
}

std::vector<RosterPerson> SqliteRoster::people(std::span<const PersonRef> refs)
{
    std::vector<RosterPerson> out;
    out.reserve(refs.size());
    for (const PersonRef ref : refs) {
        each(
            db_, "SELECT " PERSON_COLUMNS " FROM person WHERE id = ?",
            [&](SQLite::Statement& row) { out.push_back(person_of(row)); }, ref);
    }
    return out;
}

std::optional<RosterPerson> SqliteRoster::find(const std::string& source,
                                               const std::string& employee_id)
{
    std::optional<RosterPerson> out;
    each(
        db_, "SELECT " PERSON_COLUMNS " FROM person WHERE employee_id = ? AND source = ?",
        [&](SQLite::Statement& row) { out = person_of(row); }, employee_id, source);
    return out;
}

std::vector<RosterPerson> SqliteRoster::find_employee(const std::string& employee_id)
{
    std::vector<RosterPerson> out;
    each(
        db_, "SELECT " PERSON_COLUMNS " FROM person WHERE employee_id = ? ORDER BY source",
        [&](SQLite::Statement& row) { out.push_back(person_of(row)); }, employee_id);
    return out;
}

std::vector<RosterPerson> SqliteRoster::holders(UniqueValue kind,
                                                std::span<const std::string> values)
{
    constexpr std::array<const char*, 5> queries{
        "SELECT " PERSON_COLUMNS " FROM person WHERE mobile = ? AND present",
        "SELECT " PERSON_COLUMNS " FROM person WHERE email = ? AND present",
        "SELECT " PERSON_COLUMNS " FROM person WHERE org_email = ? AND present",
        "SELECT " PERSON_COLUMNS " FROM person WHERE telephone = ? AND present",
        "SELECT " PERSON_COLUMNS " FROM person WHERE userid = ? AND present",
    };
    std::vector<RosterPerson> out;
    for (const std::string& value : values) {
        each(
            db_, queries[static_cast<std::size_t>(kind)],
            [&](SQLite::Statement& row) { out.push_back(person_of(row)); }, value);
    }
    return out;
}

std::vector<RosterPerson> SqliteRoster::everyone()
{
    std::vector<RosterPerson> out;
    each(db_, "SELECT " PERSON_COLUMNS " FROM person ORDER BY source, employee_id",
         [&](SQLite::Statement& row) { out.push_back(person_of(row)); });
    name_rows(out);
    return out;
}

void SqliteRoster::forget(std::span<const PersonRef> refs)
{
    counted([&] {
        const std::vector<RosterPerson> gone = people(refs);
        drop_seen(gone);
        for (const RosterPerson& person : gone) {
            if (person.present && !person.over) {
                count(person.person, -1);
            }
            execute(db_, "DELETE FROM finding WHERE source = ? AND employee_id = ?",
                    person.person.origin.source, person.person.employee_id);
            drop_dated(person.person.origin.source, person.person.employee_id);
            for (const char* sql :
                 {"DELETE FROM unsettled WHERE person = ?", "DELETE FROM due WHERE person = ?",
                  "DELETE FROM person WHERE id = ?"}) {
                execute(db_, sql, person.ref);
            }
        }
    });
}

std::vector<model::Department> SqliteRoster::departments()
{
    std::vector<model::Department> out;
    each(db_, "SELECT doc FROM department_record ORDER BY source, key",
         [&](SQLite::Statement& row) {
             out.push_back(model::Json::parse(row.getColumn(0).getText()).get<model::Department>());
         });
    return out;
}

} // namespace rosterd::state
