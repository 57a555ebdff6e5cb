#include "connectors/rest/lookups.hpp"

namespace rosterd::rest
{

namespace
{

using model::Json;

constexpr std::size_t kMostEntries = 100'000;

model::Result<void> take(const Session& session, LookupSpec& lookup,
                         const std::vector<Json>& records, Json& table)
{
    for (const Json& record : records) {
        const auto pair = lookup.pair.run(record, session.variables);
        if (pair[0].error || pair[1].error || pair[0].values.empty()) {
            return model::fail(model::ErrorKind::transient,
                               session.definition.name + ": the lookup '" + lookup.name +
                                   "' has an entry without a key: " +
                                   pair[0].error.value_or(pair[1].error.value_or("nothing")));
        }
        table[text_of(pair[0].values.front())] =
            pair[1].values.empty() ? Json(nullptr) : pair[1].values.front();
    }
    if (table.size() > kMostEntries) {
        return model::fail(model::ErrorKind::invalid,
                           session.definition.name + ": the lookup '" + lookup.name +
                               "' has more than 100,000 entries",
                           "look up what is small only; read the rest as children");
    }
    return {};
}

} // namespace

model::Result<Json> read_lookups(const Session& session)
{
    Json out = Json::object();
    for (LookupSpec& lookup : session.definition.lookups) {
        Json& table = out[lookup.name] = Json::object();
        const auto done = read_query(
            session, lookup.query, session.scope, std::nullopt, nullptr,
            [&](const Page& page) { return take(session, lookup, page.records, table); });
        if (!done) {
            return tl::unexpected(done.error());
        }
    }
    return out;
}

} // namespace rosterd::rest
