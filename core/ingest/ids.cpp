#include "core/ingest/ids.hpp"

#include "core/ingest/text.hpp"

namespace rosterd::ingest
{

std::optional<std::string> unfit_character_in(std::string_view id)
{
    constexpr std::u32string_view unfit = U" \t\n,;|/\\\"'";
    for (std::size_t at = 0; at < id.size();) {
        const char32_t c = next_character(id, at);
        if (unfit.find(c) != std::u32string_view::npos) {
            std::string character;
            append(character, c);
            return character;
        }
    }
    return std::nullopt;
}

} // namespace rosterd::ingest
