// What is remembered of single fields of a person: how HR and DingTalk stand where the newest
// counts, and what the source is to be told, or was.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/model/field_owner.hpp"

namespace rosterd::state
{

struct WriteBack {
    std::string source;
    std::string employee_id;
    std::string field;                  // as in `write_back: {fields}`
    std::optional<std::string> value{}; // waits to be told; nullopt: nothing does
    model::Instant queued{};            // the rest of this group: meaningful while it waits
    int attempts = 0;                   // in vain so far
    model::Instant next{};              // not before then
    std::string error{};                // of the last attempt
    std::optional<std::string> told{};  // last
    std::optional<model::Instant> told_at{};
    bool operator==(const WriteBack&) const = default;
};

// What waits, by source and field.
struct Backlog {
    std::string source;
    std::string field;
    std::int64_t waiting = 0;
    std::int64_t failing = 0; // of these, tried in vain
    model::Instant oldest{};  // queued
    model::Instant next{};    // the earliest attempt
    std::string error;        // of one that failed
};

class FieldStore
{
public:
    virtual ~FieldStore() = default;

    // By field; of the link to this account only.
    virtual std::map<std::string, model::FieldHistory> histories(const std::string& source,
                                                                 const std::string& employee_id,
                                                                 const std::string& userid) = 0;
    virtual void put(const std::string& source, const std::string& employee_id,
                     const std::string& userid, const std::string& field,
                     const model::FieldHistory& history) = 0;

    // The source is to be told this, unless it was what it was told last: then nothing waits any
    // more. The last value wins. True if something waits now that did not.
    virtual bool learn(const std::string& source, const std::string& employee_id,
                       const std::string& field, const std::string& value, model::Instant now) = 0;
    // Nothing is to be told any more.
    virtual void drop(const std::string& source, const std::string& employee_id,
                      const std::string& field) = 0;
    virtual void drop_field(const std::string& source, const std::string& field) = 0;

    // All that waits and may be tried now, of at most so many people, in their order.
    virtual std::vector<WriteBack> due(const std::string& source, model::Instant now,
                                       int most_people) = 0;
    // What was learned since then goes on waiting.
    virtual void told(std::span<const WriteBack> items, model::Instant now) = 0;
    virtual void put_off(std::span<const WriteBack> items, model::Instant next,
                         const std::string& error) = 0;

    virtual std::vector<WriteBack> write_backs(const std::string& source,
                                               const std::string& employee_id) = 0;
    virtual std::vector<Backlog> backlogs() = 0; // ordered
};

} // namespace rosterd::state
