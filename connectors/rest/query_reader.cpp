#include "connectors/rest/query_reader.hpp"

#include <algorithm>
#include <charconv>

#include "connectors/rest/pager.hpp"

namespace rosterd::rest
{

namespace
{

using model::ErrorKind;

struct Window {
    model::Instant from, to;
};

// The newest first, so that who is in several counts as in the newest.
model::Result<std::vector<Window>> windows_of(const Session& session, const WindowSpec& spec,
                                              std::optional<model::Instant> from)
{
    const auto since = spec.since.text(session.scope, session.common.style).value_or("");
    const auto begin = from ? from : time_in(since, session.common.style.zone);
    if (!begin) {
        return model::fail(ErrorKind::invalid, "windows begin at '" + since + "', which is no date",
                           "write a date such as 2015-01-01");
    }
    std::vector<Window> out;
    model::Instant to = session.now;
    while (to > *begin || out.empty()) {
        const model::Instant start = std::max(*begin, to - spec.span);
        out.push_back({std::min(start, to), to});
        if (start <= *begin) {
            break;
        }
        to = start + spec.overlap;
    }
    return out;
}

model::Result<void> read_pages(const Session& session, QuerySpec& query, const Scope& outer,
                               const std::vector<int>* missing, std::size_t window,
                               const OnPage& on_page)
{
    Pager pager{query.paging, page_size(query, outer, session.common.style)};
    net::Duration last = session.wire.loop->steady();
    for (std::size_t number = 1;; ++number) {
        if (session.wire.cancelled()) {
            return model::fail(ErrorKind::cancelled, "stopped on request");
        }
        Scope scope{&outer};
        pager.fill(scope);
        const auto answer =
            session.caller.ask({&query.request, &query.answer, &scope, pager.link(), missing});
        if (!answer || answer->missing) {
            return answer ? model::Result<void>{} : tl::unexpected(answer.error());
        }
        if (const auto in_time = pager.in_time(answer->sent - last); !in_time) {
            return in_time;
        }
        last = session.wire.loop->steady();
        auto records = records_of(session, query, *answer);
        if (!records) {
            return tl::unexpected(records.error());
        }
        const auto more = pager.more_after(*answer, query.answer, records->size());
        if (!more) {
            return tl::unexpected(more.error());
        }
        if (auto taken = on_page({std::move(*records), &*answer, number, window}); !taken) {
            return taken;
        }
        if (!*more) {
            return {};
        }
    }
}

} // namespace

std::int64_t page_size(const QuerySpec& query, const Scope& scope, const TimeStyle& style)
{
    const std::string text = query.paging.size.text(scope, style).value_or("0");
    std::int64_t size = 0;
    std::from_chars(text.data(), text.data() + text.size(), size);
    return std::max<std::int64_t>(size, 0);
}

model::Result<std::vector<model::Json>> records_of(const Session& session, QuerySpec& query,
                                                   const Answer& answer)
{
    Jq::Outcome outcome = std::move(query.records.run(answer.json, session.variables).front());
    if (outcome.error) {
        return model::fail(
            ErrorKind::transient,
            session.definition.name + ": the answer of " + answer.url +
                " is not as expected: " + *outcome.error,
            "it is no list of nobody; compare it with `records: " + query.records.text(0) + "`");
    }
    return std::move(outcome.values);
}

model::Result<void> read_query(const Session& session, QuerySpec& query, const Scope& scope,
                               std::optional<model::Instant> from, const std::vector<int>* missing,
                               const OnPage& on_page)
{
    if (!query.windows) {
        return read_pages(session, query, scope, missing, 0, on_page);
    }
    const auto windows = windows_of(session, *query.windows, from);
    if (!windows) {
        return tl::unexpected(windows.error());
    }
    for (std::size_t i = 0; i < windows->size(); ++i) {
        Scope inner{&scope};
        inner.set_time("window.from", (*windows)[i].from);
        inner.set_time("window.to", (*windows)[i].to);
        if (auto done = read_pages(session, query, inner, missing, i, on_page); !done) {
            return done;
        }
    }
    return {};
}

} // namespace rosterd::rest
