#include "connectors/rest/pager.hpp"

namespace rosterd::rest
{

namespace
{

using By = PagingSpec::By;
using model::Json;

std::optional<std::int64_t> whole(const Json& json)
{
    if (json.is_number_integer()) {
        return json.get<std::int64_t>();
    }
    if (json.is_string()) {
        const Json parsed = Json::parse(json.get<std::string>(), nullptr, false);
        return parsed.is_number_integer() ? std::optional{parsed.get<std::int64_t>()}
                                          : std::nullopt;
    }
    return std::nullopt;
}

// Of a cursor or a link; some write false where there is none.
std::string pointer_in(const Json& json)
{
    return json.is_boolean() ? std::string{} : text_of(json);
}

} // namespace

tl::unexpected<model::Error> list_moved(const std::string& where, const std::string& what)
{
    return model::fail(model::ErrorKind::conflict, where + ": " + what,
                       "its list changed while it was read; if it says so each time, look at the "
                       "definition's paging");
}

void Pager::fill(Scope& scope) const
{
    if (size_ > 0) {
        scope.set("size", size_);
    }
    if (spec_.by == By::page) {
        scope.set("page", spec_.first + pages_);
    } else if (spec_.by == By::offset) {
        scope.set("offset", spec_.first + seen_);
    } else if (!cursor_.empty()) {
        scope.set("cursor", cursor_);
    }
}

model::Result<void> Pager::in_time(model::Duration since_last) const
{
    if (pages_ > 0 && spec_.within > model::Duration{0} && since_last > spec_.within) {
        return list_moved("page " + std::to_string(pages_ + 1),
                          "asked for too late: the HRIS keeps its place for " +
                              std::to_string(spec_.within.count() / 1000) + " s only");
    }
    return {};
}

// How many there are in all must stay the same from page to page.
model::Result<void> Pager::check_total(const Answer& answer, const AnswerSpec& spec)
{
    const auto value = said(answer, spec.total);
    if (!value) {
        return tl::unexpected(value.error());
    }
    const auto total = whole(*value);
    if (spec.total && !total) {
        return list_moved(answer.url, "the answer does not say how many records there are");
    }
    if (total && total_ && *total != *total_) {
        return list_moved(answer.url, "there were " + std::to_string(*total_) +
                                          " records, and now there are " + std::to_string(*total));
    }
    total_ = total;
    return {};
}

model::Result<bool> Pager::ended(bool more, const std::string& where)
{
    if (!more && total_ && seen_ != *total_) {
        return list_moved(where, "it says that there are " + std::to_string(*total_) +
                                     " records, and gave " + std::to_string(seen_));
    }
    return more;
}

model::Result<bool> Pager::by_number(const Answer& answer, const AnswerSpec& spec,
                                     std::size_t records)
{
    const auto more = said(answer, spec.more);
    const auto pages = said(answer, spec.pages);
    if (!more || !pages) {
        return tl::unexpected(!more ? more.error() : pages.error());
    }
    bool goes_on =
        records > 0 && (spec_.until_empty || static_cast<std::int64_t>(records) >= size_);
    if (spec.more) {
        goes_on = *more == true;
    } else if (spec.pages) {
        goes_on = pages_ < whole(*pages).value_or(0);
    } else if (total_) {
        goes_on = seen_ < *total_;
    }
    if (goes_on && records == 0) {
        return list_moved(answer.url,
                          "page " + std::to_string(pages_) + " is empty, and is not the last one");
    }
    return ended(goes_on, answer.url);
}

model::Result<bool> Pager::by_cursor(const Answer& answer, const AnswerSpec& spec,
                                     std::size_t records)
{
    const auto value = said(answer, spec.cursor);
    const auto more = said(answer, spec.more);
    if (!value || !more) {
        return tl::unexpected(!value ? value.error() : more.error());
    }
    const std::string next = pointer_in(*value);
    bool goes_on = !next.empty();
    if (spec_.by == By::scroll) {
        goes_on = records > 0 && (spec_.until_empty || static_cast<std::int64_t>(records) >= size_);
    } else if (spec.more) {
        goes_on = *more == true;
    }
    if (goes_on && next.empty()) {
        return list_moved(answer.url, "there is more, and no word on where it goes on");
    }
    if (goes_on && spec_.by == By::cursor && !cursors_.insert(next).second) {
        return list_moved(answer.url, "it names the same next page again");
    }
    cursor_ = next;
    return ended(goes_on, answer.url);
}

model::Result<bool> Pager::by_link(std::string link)
{
    if (!link.empty() && !links_.insert(link).second) {
        return list_moved("page " + std::to_string(pages_), "its next page is one read before");
    }
    link_ = std::move(link);
    return ended(!link_.empty(), "page " + std::to_string(pages_));
}

model::Result<bool> Pager::more_after(const Answer& answer, const AnswerSpec& spec,
                                      std::size_t records)
{
    ++pages_;
    seen_ += static_cast<std::int64_t>(records);
    if (const auto fits = check_total(answer, spec); !fits) {
        return tl::unexpected(fits.error());
    }
    if (records > 0 && pages_ > 1 && answer.fingerprint == last_page_) {
        return list_moved(answer.url,
                          "page " + std::to_string(pages_) + " is the one before once more");
    }
    last_page_ = answer.fingerprint;
    switch (spec_.by) {
    case By::nothing:
        return ended(false, answer.url);
    case By::page:
    case By::offset:
        return by_number(answer, spec, records);
    case By::cursor:
    case By::scroll:
        return by_cursor(answer, spec, records);
    case By::link_header:
        return by_link(answer.link_next);
    case By::next_link:
        break;
    }
    const auto next = said(answer, spec.next);
    if (!next) {
        return tl::unexpected(next.error());
    }
    return by_link(pointer_in(*next));
}

} // namespace rosterd::rest
