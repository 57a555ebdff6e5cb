#include "connectors/sql/record_writer.hpp"

#include <algorithm>

#include "connectors/sdk/encoding.hpp"

namespace rosterd::sql
{

namespace
{

std::uint64_t seed_of(const Layout& layout, model::RecordKind kind)
{
    std::string text = kind == model::RecordKind::person ? "person" : "department";
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
        if (layout.is_told(i)) {
            text += '\x1F' + layout.columns[i].name;
        }
    }
    return model::fingerprint(text);
}

} // namespace

RecordWriter::RecordWriter(std::string source, std::string query, model::RecordKind kind,
                           Layout layout, sdk::RecordSink& sink)
    : source_{std::move(source)}, query_{std::move(query)}, kind_{kind}, layout_{std::move(layout)},
      sink_{sink}, seed_{seed_of(layout_, kind)}, ends_(layout_.columns.size())
{
}

model::Result<std::uint64_t> RecordWriter::look(const Rows& rows)
{
    texts_.clear();
    for (std::size_t i = 0; i < layout_.columns.size(); ++i) {
        if (layout_.is_told(i)) {
            const std::size_t begin = texts_.size();
            append_text(layout_.columns[i].kind, rows.text(i), texts_);
            // A zero within a text would make two rows alike that are not.
            std::replace(texts_.begin() + static_cast<std::ptrdiff_t>(begin), texts_.end(), '\0',
                         ' ');
        }
        ends_[i] = texts_.size();
        texts_ += '\0';
    }
    if (const std::size_t valid = sdk::valid_utf8_prefix(texts_); valid < texts_.size()) {
        const auto at = std::ranges::upper_bound(ends_, valid, std::less_equal<>{}) - ends_.begin();
        return model::fail(model::ErrorKind::invalid,
                           where() + ": the text of column " +
                               layout_.columns[static_cast<std::size_t>(at)].name + " is not UTF-8",
                           "set the driver's character set to UTF-8 in `connection` or the "
                           "driver's own configuration");
    }
    fingerprint_ = model::fingerprint(texts_, seed_);
    fingerprint_ = fingerprint_ == 0 ? 1 : fingerprint_;
    return fingerprint_;
}

void RecordWriter::write()
{
    if (sink_.known(fingerprint_, 0)) {
        return;
    }
    model::Record record;
    record.kind = kind_;
    record.origin = {source_, where(), "", 0};
    record.fingerprint = fingerprint_;
    record.cells.reserve(layout_.columns.size());
    for (std::size_t i = 0; i < layout_.columns.size(); ++i) {
        if (layout_.is_told(i)) {
            record.cells.push_back({layout_.columns[i].name, std::string{cell(i)}});
        }
    }
    sink_.record(std::move(record));
}

std::string_view RecordWriter::cell(std::size_t column) const
{
    const std::size_t begin = column == 0 ? 0 : ends_[column - 1] + 1;
    return std::string_view{texts_}.substr(begin, ends_[column] - begin);
}

std::string RecordWriter::where() const
{
    const std::size_t name = layout_.name();
    return query_ + " " + layout_.columns[name].name + "=" + std::string{cell(name)};
}

} // namespace rosterd::sql
