#include "connectors/rest/stream_reader.hpp"

#include <algorithm>
#include <unordered_set>

#include "connectors/rest/children.hpp"

namespace rosterd::rest
{

namespace
{

using model::ErrorKind;
using model::Json;
using Watermark = IncrementalSpec::Watermark;

class StreamReader
{
public:
    StreamReader(const Session& session, StreamSpec& stream, const std::string& source,
                 sdk::RecordSink& sink)
        : session_{session}, stream_{stream}, delivery_{session, stream, source, sink}
    {
    }

    model::Result<StreamRead> everything()
    {
        if (stream_.queries.empty()) {
            if (auto done = read(stream_.query, session_.scope, std::nullopt, nullptr); !done) {
                return tl::unexpected(done.error());
            }
        }
        for (QuerySpec& query : stream_.queries) {
            if (auto done = read(query, session_.scope, std::nullopt, &query); !done) {
                return tl::unexpected(done.error());
            }
        }
        if (delivery_.tally().listed == 0 && !stream_.may_be_empty) {
            return model::fail(ErrorKind::transient,
                               session_.definition.name + ": " + stream_.name +
                                   ": the HRIS listed nobody at all",
                               "check the rights of its account and the settings; if that is "
                               "right, write may_be_empty: true");
        }
        return StreamRead{delivery_.tally(), stream_.complete, next_watermark("")};
    }

    model::Result<StreamRead> changes(const std::string& watermark)
    {
        IncrementalSpec& spec = *stream_.incremental;
        Scope scope{&session_.scope};
        std::optional<model::Instant> since;
        if (spec.watermark == Watermark::token) {
            scope.set("watermark", watermark);
        } else {
            since = model::parse_instant(watermark).value_or(session_.now) - spec.overlap;
            scope.set_time("watermark", *since);
        }
        for (QuerySpec& query : spec.queries) {
            const auto done =
                query.ids ? read_ids(query, scope, since) : read(query, scope, since, &query);
            if (!done) {
                return tl::unexpected(done.error());
            }
        }
        if (auto done = fetch(scope); !done) {
            return tl::unexpected(done.error());
        }
        return StreamRead{delivery_.tally(), false, next_watermark(watermark)};
    }

private:
    model::Result<void> read(QuerySpec& query, const Scope& scope,
                             std::optional<model::Instant> since, QuerySpec* over)
    {
        const std::size_t first_pass = passes_;
        auto done = read_query(session_, query, scope, since, missing_, [&](Page page) {
            passes_ = std::max(passes_, first_pass + page.window + 1);
            note(*page.answer, query);
            if (auto added = add_children(session_, stream_, page.records); !added) {
                return added;
            }
            for (const Json& record : page.records) {
                if (auto taken =
                        delivery_.take(record, first_pass + page.window, page.number, over);
                    !taken) {
                    return taken;
                }
            }
            return model::Result<void>{};
        });
        return done;
    }

    model::Result<void> read_ids(QuerySpec& query, const Scope& scope,
                                 std::optional<model::Instant> since)
    {
        return read_query(session_, query, scope, since, nullptr, [&](const Page& page) {
            note(*page.answer, query);
            for (const Json& record : page.records) {
                auto id = delivery_.take_id(record, query);
                if (!id) {
                    return model::Result<void>{tl::unexpected(id.error())};
                }
                if (*id && known_ids_.insert(**id).second) {
                    ids_.push_back(std::move(**id));
                }
            }
            return model::Result<void>{};
        });
    }

    model::Result<void> fetch(const Scope& outer)
    {
        IncrementalSpec& spec = *stream_.incremental;
        missing_ = &spec.missing;
        for (std::size_t at = 0; at < ids_.size(); at += spec.batch) {
            const auto end = std::min(at + spec.batch, ids_.size());
            Scope scope{&outer};
            scope.set("ids", Json(std::vector<std::string>{
                                 ids_.begin() + static_cast<std::ptrdiff_t>(at),
                                 ids_.begin() + static_cast<std::ptrdiff_t>(end)}));
            scope.set("id", ids_[at]);
            if (auto done = read(*spec.fetch, scope, std::nullopt, &*spec.fetch); !done) {
                return done;
            }
        }
        return {};
    }

    // What an answer says of how far it goes. It is believed only when the whole read was.
    void note(const Answer& answer, const QuerySpec& query)
    {
        if (!query.answer.watermark || !stream_.incremental) {
            return;
        }
        const auto value = said(answer, query.answer.watermark);
        if (!value || value->is_null() || text_of(*value).empty()) {
            return;
        }
        if (stream_.incremental->watermark == Watermark::token) {
            token_ = text_of(*value);
            return;
        }
        const auto time = time_in(text_of(*value), session_.common.style.zone);
        if (time && (!latest_ || *time > *latest_)) {
            latest_ = *time;
        }
    }

    std::string next_watermark(const std::string& before) const
    {
        if (!stream_.incremental) {
            return {};
        }
        std::optional<model::Instant> time;
        switch (stream_.incremental->watermark) {
        case Watermark::token:
            return token_.empty() ? before : token_;
        case Watermark::started:
            time = session_.now;
            break;
        case Watermark::records:
            time = delivery_.tally().latest;
            break;
        case Watermark::answer:
            time = latest_;
            break;
        }
        if (time) {
            return std::max(model::to_string(*time), before); // ISO texts compare as times do
        }
        return before.empty() ? model::to_string(session_.now) : before;
    }

    const Session& session_;
    StreamSpec& stream_;
    Delivery delivery_;
    std::size_t passes_ = 0;
    std::unordered_set<std::string> known_ids_;
    std::vector<std::string> ids_;
    const std::vector<int>* missing_ = nullptr;
    std::optional<model::Instant> latest_;
    std::string token_;
};

bool is_too_old(const IncrementalSpec& spec, const std::string& watermark, net::Instant now)
{
    const auto time = model::parse_instant(watermark);
    return spec.watermark != Watermark::token &&
           (!time || (spec.expires && now - *time > *spec.expires));
}

} // namespace

model::Result<StreamRead> read_stream(const Session& session, StreamSpec& stream,
                                      const std::string& source, sdk::RecordSink& sink,
                                      const std::string& watermark)
{
    StreamReader reader{session, stream, source, sink};
    if (!stream.incremental || watermark.empty() ||
        is_too_old(*stream.incremental, watermark, session.now)) {
        return reader.everything();
    }
    return reader.changes(watermark);
}

} // namespace rosterd::rest
