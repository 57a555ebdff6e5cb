// Which of a query's columns is which.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/sql/column.hpp"
#include "core/model/result.hpp"

namespace rosterd::sql
{

struct Layout {
    std::vector<Column> columns;
    std::optional<std::size_t> key, watermark; // where they were asked for
    // The column by which a row is named to people: the key, else the first.
    std::size_t name() const { return key.value_or(0); }
    // The watermark is no part of a record: it says when, not what.
    bool is_told(std::size_t column) const { return column != watermark || column == key; }
};

// A column by its name, in any case if there is none in this very one.
std::optional<std::size_t> find_column(const std::vector<Column>& columns, const std::string& name);

// `query`: the option's name, for messages; `key`, `watermark`: names, or "". Errors: invalid (no
// columns, one without a name or named twice, one that can't be read as text, a key or a watermark
// that is not there or no good one), naming the column and what to write.
model::Result<Layout> layout_of(std::vector<Column> columns, const std::string& query,
                                const std::string& key, const std::string& watermark);

std::vector<std::string> names_of(const std::vector<Column>& columns);

} // namespace rosterd::sql
