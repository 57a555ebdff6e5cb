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

} // namespace rosterd::model
