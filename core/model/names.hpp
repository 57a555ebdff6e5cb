// Enumerators and their names outside the program, for the .cpp files of this room.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace rosterd::model
{

template <typename Enum, std::size_t N>
constexpr std::string_view name_in(const std::array<std::pair<Enum, std::string_view>, N>& names,
                                   Enum value)
{
    for (const auto& [key, name] : names) {
        if (key == value) {
            return name;
        }
    }
    return "";
}

template <typename Enum, std::size_t N>
constexpr std::optional<Enum>
value_in(const std::array<std::pair<Enum, std::string_view>, N>& names, std::string_view text)
{
    for (const auto& [key, name] : names) {
        if (name == text) {
            return key;
        }
    }
    return std::nullopt;
}

} // namespace rosterd::model
