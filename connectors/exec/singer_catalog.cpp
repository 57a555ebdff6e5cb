#include "connectors/exec/singer_catalog.hpp"

namespace rosterd::exec
{

namespace
{

using model::ErrorKind;
using model::Json;

constexpr const char* kFullTable = "FULL_TABLE";

std::string name_in(const Json& entry)
{
    const std::string id = entry.value("tap_stream_id", "");
    return id.empty() ? entry.value("stream", "") : id;
}

// The stream's own metadata: that at the empty breadcrumb.
Json& own_metadata(Json& entry)
{
    Json& list = entry["metadata"];
    if (!list.is_array()) {
        list = Json::array();
    }
    for (Json& one : list) {
        if (one.is_object() && one.value("breadcrumb", Json{}).empty()) {
            return one["metadata"];
        }
    }
    list.push_back({{"breadcrumb", Json::array()}, {"metadata", Json::object()}});
    return list.back()["metadata"];
}

std::string method_of(const Json& metadata, const Json& entry)
{
    for (const char* key : {"forced-replication-method", "replication-method"}) {
        const Json method = metadata.value(key, Json{});
        if (method.is_string()) {
            return method.get<std::string>();
        }
        if (method.is_object()) { // {"replication-method": "FULL_TABLE", "reason": ...}
            return method.value("replication-method", "");
        }
    }
    const Json method = entry.value("replication_method", Json{});
    if (method.is_string()) {
        return method.get<std::string>();
    }
    const bool has_key = metadata.contains("replication-key") ||
                         !metadata.value("valid-replication-keys", Json::array()).empty();
    return has_key ? "INCREMENTAL" : kFullTable;
}

void choose(Json& entry, Stream& stream, bool full)
{
    for (Json& one : entry["metadata"]) {
        Json& metadata = one["metadata"];
        if (metadata.value("inclusion", "") != "unsupported") {
            metadata["selected"] = true;
        }
    }
    Json& metadata = own_metadata(entry);
    metadata["selected"] = true;
    if (entry["schema"].is_object()) {
        entry["schema"]["selected"] = true; // as older taps want it
    }
    std::string method = method_of(metadata, entry);
    if (full && !metadata.contains("forced-replication-method")) {
        method = kFullTable;
    }
    metadata["replication-method"] = method;
    entry["replication_method"] = method;
    stream.everything = method == kFullTable;
}

} // namespace

model::Result<Json> select(Json catalog, Streams& streams, bool full, const std::string& program)
try {
    std::vector<std::string> there;
    for (Json& entry : catalog.at("streams")) {
        there.push_back(name_in(entry));
        own_metadata(entry);
        if (Stream* stream = streams.find(there.back())) {
            choose(entry, *stream, full);
            continue;
        }
        own_metadata(entry)["selected"] = false;
        if (entry["schema"].is_object()) {
            entry["schema"].erase("selected");
        }
    }
    if (auto found = streams.check_there(there, program); !found) {
        return tl::unexpected(found.error());
    }
    return catalog;
} catch (const Json::exception&) {
    return model::fail(ErrorKind::invalid, program + " has a catalog that is none",
                       R"(a catalog is {"streams": [{"tap_stream_id": ..., "schema": ...}]})");
}

} // namespace rosterd::exec
