// What one accepted read leaves for the next: the cursor of this connector.
#pragma once

#include <string>
#include <vector>

#include "connectors/sql/settings.hpp"

namespace rosterd::sql
{

struct Bookmark {
    std::string watermark;            // of the query; empty: no row had one
    std::string tombstone_watermark;  // likewise
    std::string tombstones;           // a fingerprint of those told last
    std::vector<std::string> columns; // of the query
    std::vector<std::string> gone;    // columns that the same query had once, and has no more
};

// Another database or another query has another past: nothing of it is believed then, and the
// answer is an empty bookmark.
Bookmark bookmark_of(const std::string& cursor, const Settings& settings);

std::string cursor_of(const Bookmark& bookmark, const Settings& settings);

} // namespace rosterd::sql
