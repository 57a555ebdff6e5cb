// A record's cells as canonical fields: the mapping's rules first, recognised headings for the
// rest.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ingest/canonical.hpp"
#include "core/ingest/mapping.hpp"
#include "core/ingest/remark.hpp"
#include "core/model/record.hpp"

namespace rosterd::ingest
{

// The text of one field, not cleaned yet.
struct Value {
    std::string heading; // as the source writes it; empty for a constant
    std::string text;
    std::vector<Remark> remarks; // of the mapping
};

struct Values {
    std::array<std::optional<Value>, kFieldCount> fields;
    std::vector<std::pair<std::string, Value>> extensions; // by name, without "ext."

    const std::optional<Value>& operator[](Field field) const { return fields[index_of(field)]; }
};

// What each of a record's headings means. Where two mean the same field the first one counts.
struct Meaning {
    std::optional<std::string> field;     // canonical; nullopt: unknown, or taken by a rule
    bool by_rule = false;                 // a rule of the mapping reads this heading
    std::optional<std::size_t> same_as{}; // the earlier heading that has this field already
};

// Reads the records of one source. Keeps what it found out about the last record's headings, so
// each thread has its own.
class Columns
{
public:
    explicit Columns(const Mapping& mapping); // `mapping` must outlive this
    ~Columns();
    Columns(const Columns&) = delete;
    Columns& operator=(const Columns&) = delete;

    Values read(const model::Record& record);
    std::vector<Meaning> meanings(model::RecordKind kind,
                                  const std::vector<std::string>& headings) const;

private:
    struct Layout;
    struct Rule;

    bool fits(const model::Record& record) const;
    void lay_out(const model::Record& record);

    const Mapping& mapping_;
    std::vector<Rule> rules_;
    std::unique_ptr<Layout> layout_;
};

} // namespace rosterd::ingest
