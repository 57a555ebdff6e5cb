#include "core/model/nearest.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace rosterd::model
{

namespace
{

// Levenshtein, a transposition of neighbours counted as two edits.
std::size_t edits(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::string nearest(std::string_view word, std::span<const std::string_view> candidates)
{
    std::string best;
    std::size_t fewest = std::string_view::npos;
    for (const std::string_view candidate : candidates) {
        const std::size_t distance = edits(word, candidate);
        if (distance < fewest && distance <= std::max<std::size_t>(2, candidate.size() / 3)) {
            fewest = distance;
            best = candidate;
        }
    }
    return best;
}

} // namespace rosterd::model
