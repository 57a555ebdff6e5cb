#include "connectors/sdk/csv_dialect.hpp"

#include <algorithm>

#include "connectors/sdk/csv_text.hpp"

namespace rosterd::sdk
{

std::optional<CsvDialect> find_dialect(const std::vector<std::string_view>& first_records,
                                       char separator, const IsKnownHeading& is_known)
{
    std::optional<CsvDialect> best;
    std::size_t most = 0;
    for (const char usual : {',', ';', '\t'}) {
        const char used = separator == 0 ? usual : separator;
        std::vector<std::vector<std::string>> rows(first_records.size());
        for (std::size_t i = 0; i < first_records.size(); ++i) {
            const auto keep = [&](std::vector<std::string>& cells) { rows[i] = cells; };
            if (parse_csv(first_records[i], used, keep)) {
                rows[i].clear(); // if it is not a note, it is met again as a record
            }
        }
        const std::size_t at = find_heading_row(rows, is_known);
        const std::size_t known = at == rows.size() ? 0 : count_known(rows[at], is_known);
        if (known > most) {
            most = known;
            std::transform(rows[at].begin(), rows[at].end(), rows[at].begin(),
                           [](const std::string& cell) { return trimmed(cell); });
            best = CsvDialect{used, at, std::move(rows[at])};
        }
    }
    return best;
}

std::size_t known_headings_in(std::string_view text, const IsKnownHeading& is_known)
{
    text = text.substr(0, 16u << 10);
    std::vector<std::string> pieces;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(",;\t\"\r\n"), text.size());
        pieces.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return count_known(pieces, is_known);
}

} // namespace rosterd::sdk
