// The audit trail: who did what to whom, with before and after. It only grows, and each entry is
// sealed by a hash over itself and the seal before it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/time.hpp"

namespace rosterd::state
{

struct AuditEntry {
    std::int64_t id = 0; // from 1, without gaps; given by append()
    model::Instant at{};
    std::string run_id;
    std::string actor;  // "rosterd", or who approved
    std::string action; // operation kind, "approve", "reject", ...
    std::string employee_id;
    std::string target; // userid, department key, role or hold
    model::Json before = nullptr;
    model::Json after = nullptr;
    model::Json cause = nullptr;
    model::Json answer = nullptr; // DingTalk's: {"code", "request_id"}, what there is of it
};

struct AuditFilter {
    std::string run_id{};                  // empty: of every run
    std::string about{};                   // employee_id, userid or department key; empty: everyone
    std::optional<model::Instant> since{}; // from this instant on
    std::int64_t most = INT64_MAX;         // the newest of what fits
};

// How far the trail goes, and its last seal. Kept elsewhere it proves that nothing before it was
// rewritten, not even by somebody who can make seals.
struct AuditMark {
    std::int64_t entries = 0;
    std::string seal; // 64 hexadecimal digits; empty without entries
    bool operator==(const AuditMark&) const = default;
};

enum class AuditDamage {
    changed,   // the entry is not what was sealed
    removed,   // there is no such entry, but later ones
    inserted,  // it was never sealed, or stands behind the end
    cut_off,   // the trail ends before it
    rewritten, // sound in itself, but not the trail that the expected mark was taken of
};

struct AuditCheck {
    AuditMark mark;                    // as the trail says itself
    std::optional<AuditDamage> damage; // none: sound
    std::int64_t entry = 0;            // the first that is damaged
};

class AuditStore
{
public:
    virtual ~AuditStore() = default;
    virtual void append(const AuditEntry& entry) = 0;
    virtual std::vector<AuditEntry> find(const AuditFilter& filter) = 0; // oldest first
    virtual AuditMark mark() = 0;
    // Reads the whole trail. `expected`: a mark of this trail that was kept elsewhere.
    virtual AuditCheck check(const std::optional<AuditMark>& expected) = 0;
};

} // namespace rosterd::state
