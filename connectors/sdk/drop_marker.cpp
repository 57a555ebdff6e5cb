#include "connectors/sdk/drop_marker.hpp"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>

namespace rosterd::sdk
{

namespace
{

namespace fs = std::filesystem;

fs::path path_of(const std::string& folder, const std::string& name, const std::string& marker)
{
    return fs::path{folder} / (name + marker);
}

// The first word that is a number: "120", "rows: 120".
std::optional<std::uint64_t> rows_in(const fs::path& path)
{
    std::ifstream file{path};
    for (std::string word; file >> word;) {
        std::uint64_t rows = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), rows);
        if (error == std::errc{} && end == word.data() + word.size()) {
            return rows;
        }
    }
    return std::nullopt;
}

} // namespace

bool is_marker(const std::string& name, const std::string& marker)
{
    return !marker.empty() && name.ends_with(marker);
}

bool is_marked_whole(const std::string& folder, const std::string& name, const std::string& marker)
{
    std::error_code error; // what can't be looked at is not there
    return marker.empty() || fs::is_regular_file(path_of(folder, name, marker), error);
}

model::Result<void> check_marked_rows(const std::string& folder, const std::string& name,
                                      const std::string& marker, std::uint64_t rows)
{
    if (marker.empty()) {
        return {};
    }
    const fs::path path = path_of(folder, name, marker);
    const auto promised = rows_in(path);
    if (!promised || *promised == rows) {
        return {};
    }
    return model::fail(model::ErrorKind::transient,
                       path.string() + " says " + std::to_string(*promised) + " rows, and " + name +
                           " has " + std::to_string(rows) +
                           ": it is not whole, or not the one "
                           "that is meant",
                       "write the marker after the file, with the number of its rows without the "
                       "headings, or empty");
}

} // namespace rosterd::sdk
