// Files that rosterd carries in itself: schemas for editors, and what a new connector begins with.
#pragma once

#include <string_view>
#include <vector>

namespace rosterd
{

struct EmbeddedFile {
    std::string_view name; // from the sources' root: "config/schema/rest.schema.json"
    std::string_view text;
};

const std::vector<EmbeddedFile>& embedded_files();

} // namespace rosterd
