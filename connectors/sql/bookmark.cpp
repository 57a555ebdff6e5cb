#include "connectors/sql/bookmark.hpp"

#include "connectors/sql/connection_text.hpp"
#include "core/model/json.hpp"
#include "core/model/record.hpp"

namespace rosterd::sql
{

namespace
{

// The password is left out: it may change.
std::string identity_of(const Settings& settings)
{
    std::uint64_t mixed = model::fingerprint(masked(settings.connection, settings.secrets));
    for (const std::string* part :
         {&settings.query, &settings.departments_query, &settings.tombstone_query, &settings.key,
          &settings.watermark}) {
        mixed = model::fingerprint(*part, mixed);
    }
    return std::to_string(mixed);
}

} // namespace

Bookmark bookmark_of(const std::string& cursor, const Settings& settings)
{
    const model::Json json = model::Json::parse(cursor, nullptr, false);
    if (!json.is_object() || json.value("of", "") != identity_of(settings)) {
        return {};
    }
    Bookmark out;
    out.watermark = json.value("watermark", "");
    out.tombstone_watermark = json.value("tombstone_watermark", "");
    out.tombstones = json.value("tombstones", "");
    out.columns = json.value("columns", std::vector<std::string>{});
    out.gone = json.value("gone", std::vector<std::string>{});
    return out;
}

std::string cursor_of(const Bookmark& bookmark, const Settings& settings)
{
    return model::Json{{"of", identity_of(settings)},
                       {"watermark", bookmark.watermark},
                       {"tombstone_watermark", bookmark.tombstone_watermark},
                       {"tombstones", bookmark.tombstones},
                       {"columns", bookmark.columns},
                       {"gone", bookmark.gone}}
        .dump();
}

} // namespace rosterd::sql
