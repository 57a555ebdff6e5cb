// Words of the configuration and what they stand for.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "daemon/config/yaml_reader.hpp"

namespace rosterd::config
{

template <typename T>
struct Word {
    std::string_view text;
    T value;
};

// `target`: of that type, or an optional one.
template <typename T, std::size_t N, typename Target>
void read_word(YamlReader& yaml, const YAML::Node& node, std::string_view path,
               const std::array<Word<T>, N>& words, Target& target)
{
    std::array<std::string_view, N> names;
    for (std::size_t i = 0; i < N; ++i) {
        names[i] = words[i].text;
    }
    if (const auto text = yaml.choice(node, path, names)) {
        for (const Word<T>& word : words) {
            if (word.text == *text) {
                target = word.value;
            }
        }
    }
}

template <typename Target, typename T>
void take(Target& target, const std::optional<T>& value)
{
    if (value) {
        target = *value;
    }
}

} // namespace rosterd::config
