#include "core/state/sqlite_audit.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <openssl/evp.h>

namespace rosterd::state
{

namespace
{

#define TEXT_COLUMNS                                                                               \
    "a.run_id, a.actor, a.action, a.employee_id, a.target, a.before, a.after, a.cause, a.answer"
constexpr int kTexts = 9;

// Two numbers, then every text: what a seal covers, in the order of TEXT_COLUMNS.
class Sealer
{
public:
    explicit Sealer(std::string_view previous) { add(previous); }

    void add(std::int64_t number)
    {
        for (int byte = 0; byte < 8; ++byte) {
            covered_ += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * byte));
        }
    }
    // With its length: no text can pass for a part of its neighbour.
    void add(std::string_view text)
    {
        add(static_cast<std::int64_t>(text.size()));
        covered_ += text;
    }

    std::string seal() const
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
        unsigned int size = 0;
        if (EVP_Digest(covered_.data(), covered_.size(), hash.data(), &size, EVP_sha256(),
                       nullptr) != 1) {
            throw StoreError{"OpenSSL could not make a SHA-256 hash"};
        }
        std::string out;
        out.reserve(2 * std::size_t{size});
        for (unsigned int i = 0; i < size; ++i) {
            out += "0123456789abcdef"[hash[i] >> 4];
            out += "0123456789abcdef"[hash[i] & 15];
        }
        return out;
    }

private:
    std::string covered_;
};

// Of a row whose columns are id, at and TEXT_COLUMNS.
std::string seal_of(const std::string& previous, SQLite::Statement& row)
{
    Sealer sealer{previous};
    sealer.add(row.getColumn(0).getInt64());
    sealer.add(row.getColumn(1).getInt64());
    for (int column = 2; column < 2 + kTexts; ++column) {
        sealer.add(text_of(row.getColumn(column)));
    }
    return sealer.seal();
}

AuditEntry entry_of(SQLite::Statement& row)
{
    const auto text = [&](int column) { return row.getColumn(column).getString(); };
    const auto json = [&](int column) {
        return model::Json::parse(row.getColumn(column).getText());
    };
    return {row.getColumn(0).getInt64(),
            to_instant(row.getColumn(1).getInt64()),
            text(2),
            text(3),
            text(4),
            text(5),
            text(6),
            json(7),
            json(8),
            json(9),
            json(10)};
}

void keep_mark(Connection& db, const AuditMark& mark)
{
    execute(db, "UPDATE audit_head SET entries = ?, seal = ?", mark.entries, mark.seal);
}

AuditMark kept_mark(Connection& db)
{
    AuditMark out;
    each(db, "SELECT entries, seal FROM audit_head", [&](SQLite::Statement& row) {
        out = {row.getColumn(0).getInt64(), row.getColumn(1).getString()};
    });
    return out;
}

// Walks along the trail and stops to look at the first thing that is wrong.
class Walk
{
public:
    Walk(const AuditMark& kept, const std::optional<AuditMark>& expected)
        : kept_{kept}, expected_{expected}
    {
        out_.mark = kept;
    }

    void step(std::int64_t id, const std::string& sealed, const std::string& should)
    {
        if (out_.damage) {
            return;
        }
        if (id != walked_.entries + 1) {
            found(AuditDamage::removed, walked_.entries + 1);
        } else if (sealed.empty() || id > kept_.entries) {
            found(AuditDamage::inserted, id);
        } else if (sealed != should) {
            found(AuditDamage::changed, id);
        } else if (expected_ && id == expected_->entries && sealed != expected_->seal) {
            found(AuditDamage::rewritten, id);
        }
        walked_ = {id, sealed};
    }

    AuditCheck end()
    {
        const std::int64_t whole =
            std::max(kept_.entries, expected_ ? expected_->entries : std::int64_t{0});
        if (!out_.damage && walked_.entries < whole) {
            found(AuditDamage::cut_off, walked_.entries + 1);
        } else if (!out_.damage && walked_.seal != kept_.seal) {
            found(AuditDamage::changed, walked_.entries);
        }
        return out_;
    }

    const std::string& last_seal() const { return walked_.seal; }

private:
    void found(AuditDamage damage, std::int64_t entry)
    {
        out_.damage = damage;
        out_.entry = entry;
    }

    AuditMark kept_;
    std::optional<AuditMark> expected_;
    AuditMark walked_;
    AuditCheck out_;
};

} // namespace

void SqliteAudit::append(const AuditEntry& entry)
{
    db_.transaction([&] {
        const AuditMark last = mark();
        const std::int64_t id = last.entries + 1;
        const std::string before = to_text(entry.before);
        const std::string after = to_text(entry.after);
        const std::string cause = to_text(entry.cause);
        const std::string answer = to_text(entry.answer);
        execute(db_,
                "INSERT INTO audit (id, at, run_id, actor, action, employee_id, target, before, "
                "after, cause, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id, to_number(entry.at), entry.run_id, entry.actor, entry.action, entry.employee_id,
                entry.target, before, after, cause, answer);
        Sealer sealer{last.seal};
        sealer.add(id);
        sealer.add(to_number(entry.at));
        for (const std::string& text : {entry.run_id, entry.actor, entry.action, entry.employee_id,
                                        entry.target, before, after, cause, answer}) {
            sealer.add(std::string_view{text});
        }
        const AuditMark mark{id, sealer.seal()};
        execute(db_, "INSERT INTO audit_seal VALUES (?, ?)", mark.entries, mark.seal);
        keep_mark(db_, mark);
    });
}

std::vector<AuditEntry> SqliteAudit::find(const AuditFilter& filter)
{
    std::vector<AuditEntry> out;
    const auto take = [&](SQLite::Statement& row) { out.push_back(entry_of(row)); };
    const std::int64_t since = filter.since ? to_number(*filter.since) : INT64_MIN;
    // By the index of what is asked for; the newest first, since `most` counts from there.
    if (!filter.about.empty()) {
        each(db_,
             "SELECT a.id, a.at, " TEXT_COLUMNS " FROM audit a WHERE a.id IN "
             "(SELECT id FROM audit WHERE employee_id = ?1 "
             "UNION SELECT id FROM audit WHERE target = ?1) "
             "AND (?2 = '' OR a.run_id = ?2) AND a.at >= ?3 ORDER BY a.id DESC LIMIT ?4",
             take, filter.about, filter.run_id, since, filter.most);
    } else if (!filter.run_id.empty()) {
        each(db_,
             "SELECT a.id, a.at, " TEXT_COLUMNS " FROM audit a "
             "WHERE a.run_id = ? AND a.at >= ? ORDER BY a.id DESC LIMIT ?",
             take, filter.run_id, since, filter.most);
    } else {
        each(db_,
             "SELECT a.id, a.at, " TEXT_COLUMNS " FROM audit a "
             "WHERE a.at >= ? ORDER BY a.id DESC LIMIT ?",
             take, since, filter.most);
    }
    std::ranges::reverse(out);
    return out;
}

AuditMark SqliteAudit::mark()
{
    return kept_mark(db_);
}

AuditCheck SqliteAudit::check(const std::optional<AuditMark>& expected)
{
    AuditCheck out;
    db_.snapshot([&] {
        Walk walk{mark(), expected};
        each(db_,
             "SELECT a.id, a.at, " TEXT_COLUMNS ", coalesce(s.seal, '') "
             "FROM audit a LEFT JOIN audit_seal s ON s.id = a.id ORDER BY a.id",
             [&](SQLite::Statement& row) {
                 walk.step(row.getColumn(0).getInt64(), row.getColumn(2 + kTexts).getString(),
                           seal_of(walk.last_seal(), row));
             });
        out = walk.end();
    });
    return out;
}

void seal_older_entries(Connection& db)
{
    if (kept_mark(db).entries >= 0) {
        return;
    }
    db.transaction([&] {
        AuditMark mark;
        if (kept_mark(db).entries >= 0) { // another process was faster
            return;
        }
        each(db, "SELECT a.id, a.at, " TEXT_COLUMNS " FROM audit a ORDER BY a.id",
             [&](SQLite::Statement& row) {
                 mark = {row.getColumn(0).getInt64(), seal_of(mark.seal, row)};
                 execute(db, "INSERT INTO audit_seal VALUES (?, ?)", mark.entries, mark.seal);
             });
        keep_mark(db, mark);
    });
}

} // namespace rosterd::state
