// The way through a query's rows in the order of its key: page by page where the driver needs it,
// and from where it was on a new connection when one breaks.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "connectors/sql/record_writer.hpp"
#include "connectors/sql/session.hpp"
#include "connectors/sql/statements.hpp"

namespace rosterd::sql
{

class Walk
{
public:
    // `since`: a watermark from which on rows are read; empty: all. `option`: the query's, for
    // messages. Everything must outlive it.
    Walk(const Settings& settings, const std::string& option, const std::string& query,
         std::string since, RecordWriter& writer, model::Instant now,
         const std::function<bool()>& cancelled);

    // Takes all rows, or those that are left. Where it took more than one statement, the rows are
    // counted in the end: a row that changed its place between two may have been missed.
    Attempt<void> go(Session& session);

    // Whether go() may be called again after the connection was lost; else all has to be read
    // again.
    bool can_continue() const { return !is_torn_ && last_key_.has_value(); }

    std::int64_t rows() const { return rows_; }
    const std::string& watermark() const { return watermark_; } // the latest; may be empty
    // How many rows have a watermark that lies in the future; it counts for nothing.
    std::int64_t from_the_future() const { return from_the_future_; }

private:
    struct Page {
        std::size_t rows = 0;  // that the statement answered with
        std::size_t fresh = 0; // of these, not taken before
    };
    Selection selection(const Session& session) const;
    Attempt<Page> take_page(Session& session);
    Attempt<bool> take(const Rows& rows, std::vector<std::uint64_t>& taken);
    void note_watermark(std::string_view raw);
    Attempt<void> prove(Session& session);

    const Settings& settings_;
    const std::string& option_;
    const std::string& query_;
    std::string since_;
    RecordWriter& writer_;
    model::Instant now_;
    const std::function<bool()>& cancelled_;
    std::optional<std::string> last_key_; // of the last row that was taken
    std::vector<std::uint64_t> recent_;   // fingerprints of the last rows, in a ring
    std::size_t recent_at_ = 0;
    std::int64_t rows_ = 0, from_the_future_ = 0;
    std::string watermark_, watermark_raw_;
    int statements_ = 0, sessions_ = 0;
    bool is_torn_ = false;
};

} // namespace rosterd::sql
