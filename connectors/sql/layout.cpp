#include "connectors/sql/layout.hpp"

#include <algorithm>
#include <set>

#include "connectors/sql/watermark.hpp"
#include "core/model/nearest.hpp"

namespace rosterd::sql
{

namespace
{

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return text;
}

tl::unexpected<model::Error> fault(const std::string& query, std::string message, std::string hint)
{
    return model::fail(model::ErrorKind::invalid, query + ": " + std::move(message),
                       std::move(hint));
}

model::Result<void> check_columns(const std::vector<Column>& columns, const std::string& query)
{
    if (columns.empty()) {
        return fault(query, "it answers with no columns", "write a SELECT: rosterd only reads");
    }
    std::set<std::string> names;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string& name = columns[i].name;
        if (name.empty() || name == "?column?") {
            return fault(query, "column " + std::to_string(i + 1) + " has no name",
                         "name it with AS: SELECT ... AS title");
        }
        if (!names.insert(lower(name)).second) {
            return fault(query, "the column " + name + " is there twice",
                         "name the columns one by one instead of *, each once");
        }
    }
    return {};
}

model::Result<std::optional<std::size_t>> asked(const std::vector<Column>& columns,
                                                const std::string& query, const std::string& option,
                                                const std::string& name)
{
    if (name.empty()) {
        return std::nullopt;
    }
    if (const auto found = find_column(columns, name)) {
        return found;
    }
    const std::vector<std::string> names = names_of(columns);
    const std::vector<std::string_view> views{names.begin(), names.end()};
    const std::string near = model::nearest(name, views);
    std::string all;
    for (const std::string& one : names) {
        all += (all.empty() ? "" : ", ") + one;
    }
    return fault(query, "it has no column " + name + ", which `" + option + "` names",
                 near.empty() ? "its columns are " + all : "did you mean " + near + "?");
}

} // namespace

std::optional<std::size_t> find_column(const std::vector<Column>& columns, const std::string& name)
{
    auto found = std::ranges::find(columns, name, &Column::name);
    if (found == columns.end()) {
        found = std::ranges::find_if(
            columns, [&](const Column& one) { return lower(one.name) == lower(name); });
    }
    return found == columns.end()
               ? std::nullopt
               : std::optional{static_cast<std::size_t>(found - columns.begin())};
}

model::Result<Layout> layout_of(std::vector<Column> columns, const std::string& query,
                                const std::string& key, const std::string& watermark)
{
    if (const auto checked = check_columns(columns, query); !checked) {
        return tl::unexpected(checked.error());
    }
    const auto key_at = asked(columns, query, "key", key);
    const auto watermark_at = asked(columns, query, "watermark", watermark);
    if (!key_at || !watermark_at) {
        return tl::unexpected(!key_at ? key_at.error() : watermark_at.error());
    }
    if (*watermark_at && !may_be_watermark(columns[**watermark_at].kind)) {
        return fault(query,
                     "the watermark " + columns[**watermark_at].name + " is " +
                         std::string{words_of(columns[**watermark_at].kind)},
                     "a watermark is a timestamp or a whole number: convert it in the query, e.g. "
                     "CAST(... AS timestamp), or a row version to bigint");
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].kind == ColumnKind::binary) {
            return fault(query,
                         "the column " + columns[i].name + " is binary data, which is no text",
                         "leave it out of the query, or convert it there, e.g. CAST(" +
                             columns[i].name + " AS varchar(100))");
        }
    }
    return Layout{std::move(columns), *key_at, *watermark_at};
}

std::vector<std::string> names_of(const std::vector<Column>& columns)
{
    std::vector<std::string> names;
    names.reserve(columns.size());
    for (const Column& column : columns) {
        names.push_back(column.name);
    }
    return names;
}

} // namespace rosterd::sql
