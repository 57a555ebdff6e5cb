// Reads values of a definition or a recording and notes every fault with its place.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "connectors/rest/template.hpp"
#include "connectors/rest/yaml.hpp"
#include "core/model/time.hpp"

namespace rosterd::rest
{

// What is read of an absent value is its default, without a fault.
class MapReader
{
public:
    MapReader(std::string file, Faults& faults) : file_{std::move(file)}, faults_{faults} {}

    // Checks that `map` is one with these keys only. `what`: "the stream 'people'".
    bool keys(const Yaml& map, const std::string& what,
              std::initializer_list<std::string_view> allowed);
    // Notes a fault where the map lacks the key; `write`: an example.
    bool needs(const Yaml& map, const std::string& what, std::string_view key,
               const std::string& write);

    std::string text(const Yaml& value, std::string otherwise = {});
    std::int64_t integer(const Yaml& value, std::int64_t otherwise, std::int64_t least = 0);
    double number(const Yaml& value, double otherwise);
    bool flag(const Yaml& value, bool otherwise);
    model::Duration duration(const Yaml& value, model::Duration otherwise);
    std::size_t size(const Yaml& value, std::size_t otherwise); // bytes: 64MB
    std::string choice(const Yaml& value, std::initializer_list<std::string_view> allowed);
    std::vector<std::string> texts(const Yaml& value);
    std::vector<int> statuses(const Yaml& value, std::vector<int> otherwise);
    Template text_template(const Yaml& value, const Names& names);
    JsonTemplate json_template(const Yaml& value, const Names& names);

    void fault(const Place& place, std::string what, std::string write);
    const std::string& file() const { return file_; }
    Faults& faults() { return faults_; }

private:
    std::optional<std::string> scalar(const Yaml& value, const std::string& kind);

    std::string file_;
    Faults& faults_;
};

} // namespace rosterd::rest
