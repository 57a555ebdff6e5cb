#include "connectors/sql/tombstones.hpp"

#include "connectors/sql/statements.hpp"

namespace rosterd::sql
{

namespace
{

const std::string kOption = "tombstone_query";

} // namespace

Attempt<void> Tombstones::read(Session& session, const Layout& people)
{
    auto own = session.describe(kOption, settings_.tombstone_query, "", "");
    if (!own) {
        return tl::unexpected(own.error());
    }
    const std::string& id = own->columns.front().name;
    if (!find_column(people.columns, id)) {
        return failed(
            {model::ErrorKind::invalid,
             kOption + ": its first column is " + id + ", and `query` has no column of this name",
             "give the employee's id the same name in both: SELECT ... AS " +
                 people.columns[people.name()].name});
    }
    const auto watermark =
        settings_.watermark.empty() ? std::nullopt : find_column(own->columns, settings_.watermark);
    if (watermark && may_be_watermark(own->columns[*watermark].kind)) {
        own->watermark = watermark;
    }
    const auto rows = select(session, people, *own);
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    gone_.clear();
    fingerprint_ = 0;
    for (;;) {
        const auto more = (*rows)->next();
        if (!more) {
            return failed(more.error(), kOption, settings_.tombstone_query);
        }
        if (!*more) {
            return {};
        }
        take(**rows, *own);
    }
}

Attempt<std::unique_ptr<Rows>> Tombstones::select(Session& session, const Layout& people,
                                                  const Layout& own) const
{
    const std::string& id = own.columns.front().name;
    Selection selection;
    selection.query = settings_.tombstone_query;
    selection.present_in = settings_.query;
    selection.own_column = session.quoted(id);
    selection.present_column =
        session.quoted(people.columns[*find_column(people.columns, id)].name);
    std::vector<Parameter> parameters;
    if (own.watermark && !before_.tombstone_watermark.empty()) {
        const Column& column = own.columns[*own.watermark];
        selection.watermark = session.quoted(column.name);
        parameters.push_back({column, earlier(before_.tombstone_watermark, settings_.overlap)});
    }
    return session.select(kOption, settings_.tombstone_query, select_rows(selection), parameters);
}

void Tombstones::take(const Rows& rows, const Layout& own)
{
    std::string id;
    append_text(own.columns.front().kind, rows.text(0), id);
    if (id.empty()) {
        return;
    }
    const std::string_view at = own.watermark ? rows.text(*own.watermark) : "";
    fingerprint_ += model::fingerprint(id + "\n" + std::string{at});
    if (own.watermark) {
        const auto mark = watermark_of(own.columns[*own.watermark].kind, at);
        if (mark && !is_in_the_future(*mark, now_) &&
            (watermark_.empty() || is_later(*mark, watermark_))) {
            watermark_ = *mark;
        }
    }
    gone_.push_back({id, kOption + " " + own.columns.front().name + "=" + id});
}

std::size_t Tombstones::tell(sdk::RecordSink& sink, Bookmark& after)
{
    after.tombstone_watermark = watermark_;
    after.tombstones = std::to_string(fingerprint_);
    if (after.tombstones == before_.tombstones) {
        return 0;
    }
    for (Gone& one : gone_) {
        sink.tombstone(std::move(one.id), {settings_.source, std::move(one.where), "", 0});
    }
    return gone_.size();
}

} // namespace rosterd::sql
