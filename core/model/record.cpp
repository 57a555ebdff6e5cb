#include "core/model/record.hpp"

#include <xxhash.h>

namespace rosterd::model
{

std::uint64_t fingerprint(std::string_view text, std::uint64_t seed)
{
    return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

std::uint64_t fingerprint_of(const Record& record)
{
    // Each text is hashed on top of the one before, so that moving a character between cells shows.
    std::uint64_t mixed = record.kind == RecordKind::person ? 1 : 2;
    for (const Cell& cell : record.cells) {
        mixed = fingerprint(cell.text, fingerprint(cell.heading, mixed));
    }
    return mixed == 0 ? 1 : mixed; // 0 means "not computed"
}

void to_json(Json& json, const Record& record)
{
    json = {{"kind", record.kind == RecordKind::person ? "person" : "department"},
            {"source", record.origin.source},
            {"where", record.origin.where},
            {"file", record.origin.file},
            {"row", record.origin.row},
            {"cells", Json::array()}};
    for (const Cell& cell : record.cells) {
        json["cells"].push_back({cell.heading, cell.text});
    }
}

void from_json(const Json& json, Record& record)
{
    record.kind = json.at("kind") == "person" ? RecordKind::person : RecordKind::department;
    record.origin = {json.at("source").get<std::string>(), json.at("where").get<std::string>(),
                     json.at("file").get<std::string>(), json.at("row").get<std::uint32_t>()};
    record.cells.clear();
    for (const Json& cell : json.at("cells")) {
        record.cells.push_back({cell.at(0).get<std::string>(), cell.at(1).get<std::string>()});
    }
    record.fingerprint = fingerprint_of(record);
}

} // namespace rosterd::model
