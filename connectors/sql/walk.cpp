#include "connectors/sql/walk.hpp"

#include <algorithm>

namespace rosterd::sql
{

namespace
{

using model::ErrorKind;

// Rows with equal keys, or keys that the database holds for equal, are next to each other: so many
// of them are recognised when they come again.
constexpr std::size_t kRecent = 256;

} // namespace

Walk::Walk(const Settings& settings, const std::string& option, const std::string& query,
           std::string since, RecordWriter& writer, model::Instant now,
           const std::function<bool()>& cancelled)
    : settings_{settings}, option_{option}, query_{query}, since_{std::move(since)},
      writer_{writer}, now_{now}, cancelled_{cancelled}
{
}

Attempt<void> Walk::go(Session& session)
{
    ++sessions_;
    const bool is_paged = session.wants_pages() && writer_.layout().key.has_value();
    for (;;) {
        const auto page = take_page(session);
        if (!page) {
            return tl::unexpected(page.error());
        }
        if (!is_paged || page->rows < settings_.limits.page) {
            return statements_ > 1 ? prove(session) : Attempt<void>{};
        }
        if (page->fresh == 0 || !last_key_) {
            return failed({ErrorKind::invalid,
                           option_ + ": more rows have the same or no " + settings_.key +
                               " than a page holds",
                           "name a `key` that tells rows apart, or set a larger `page_size`"});
        }
    }
}

Selection Walk::selection(const Session& session) const
{
    const Layout& layout = writer_.layout();
    Selection out;
    out.query = query_;
    if (!since_.empty()) {
        out.watermark = session.quoted(layout.columns[*layout.watermark].name);
    }
    if (layout.key) {
        out.order_by = session.quoted(layout.columns[*layout.key].name);
        out.limit = session.wants_pages() ? settings_.limits.page : 0;
        out.from_key = last_key_ ? out.order_by : "";
    }
    return out;
}

Attempt<Walk::Page> Walk::take_page(Session& session)
{
    const Layout& layout = writer_.layout();
    std::vector<Parameter> parameters;
    if (!since_.empty()) {
        parameters.push_back({layout.columns[*layout.watermark], since_});
    }
    if (last_key_) {
        parameters.push_back({layout.columns[*layout.key], *last_key_});
    }
    std::vector<std::uint64_t> taken = last_key_ ? recent_ : std::vector<std::uint64_t>{};
    ++statements_;
    const auto rows = session.select(option_, query_, select_rows(selection(session)), parameters);
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    Page page;
    for (;; ++page.rows) {
        if (page.rows % 256 == 0 && cancelled_()) {
            return failed({ErrorKind::cancelled, "stopped on request", ""});
        }
        const auto more = (*rows)->next();
        if (!more) {
            return failed(more.error(), option_, query_);
        }
        if (!*more) {
            return page;
        }
        const auto is_fresh = take(**rows, taken);
        if (!is_fresh) {
            return tl::unexpected(is_fresh.error());
        }
        page.fresh += *is_fresh ? 1 : 0;
    }
}

// `taken`: fingerprints of rows that were taken before and may come again.
Attempt<bool> Walk::take(const Rows& rows, std::vector<std::uint64_t>& taken)
{
    const Layout& layout = writer_.layout();
    const auto fingerprint = writer_.look(rows);
    if (!fingerprint) {
        return failed(fingerprint.error());
    }
    if (const auto again = std::ranges::find(taken, *fingerprint); again != taken.end()) {
        taken.erase(again);
        return false;
    }
    ++rows_;
    if (layout.watermark && !rows.is_null(*layout.watermark)) {
        note_watermark(rows.text(*layout.watermark));
    }
    writer_.write();
    if (layout.key) {
        if (recent_.size() < kRecent) {
            recent_.push_back(*fingerprint);
        } else {
            recent_[recent_at_++ % kRecent] = *fingerprint;
        }
        if (rows.is_null(*layout.key)) {
            last_key_.reset();
        } else {
            last_key_ = rows.text(*layout.key);
        }
    }
    return true;
}

void Walk::note_watermark(std::string_view raw)
{
    const ColumnKind kind = writer_.layout().columns[*writer_.layout().watermark].kind;
    // As text a database's moments are in the order of time: most rows need no closer look.
    if (kind != ColumnKind::integer && raw <= watermark_raw_) {
        return;
    }
    const auto watermark = watermark_of(kind, raw);
    if (!watermark) {
        return;
    }
    if (is_in_the_future(*watermark, now_)) {
        ++from_the_future_;
    } else if (watermark_.empty() || is_later(*watermark, watermark_)) {
        watermark_ = *watermark;
        watermark_raw_ = raw;
    }
}

Attempt<void> Walk::prove(Session& session)
{
    Selection all = selection(session);
    all.from_key.clear();
    std::vector<Parameter> parameters;
    if (!since_.empty()) {
        parameters.push_back({writer_.layout().columns[*writer_.layout().watermark], since_});
    }
    const auto rows = session.select(option_, query_, count_rows(all), parameters);
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    if (const auto first = (*rows)->next(); !first || !*first) {
        return first ? failed({ErrorKind::transient, option_ + ": its rows can't be counted", ""})
                     : failed(first.error(), option_, query_);
    }
    const std::string counted{(*rows)->text(0)};
    if (counted == std::to_string(rows_)) {
        return {};
    }
    const std::string what = option_ + ": it has " + counted + " rows, but " +
                             std::to_string(rows_) + " were read by " + settings_.key;
    if (sessions_ > 1) { // between two snapshots anything may have moved
        is_torn_ = true;
        return tl::unexpected(Failure{{ErrorKind::transient,
                                       what + " over " + std::to_string(sessions_) + " connections",
                                       "rosterd reads it again from the start"},
                                      true});
    }
    return failed(
        {ErrorKind::invalid, what, "name a `key` that tells rows apart and is never empty"});
}

} // namespace rosterd::sql
