// Reads YAML nodes into values and collects every fault with its place, instead of stopping at the
// first. Values are expanded (${env:}, ${file:}, ${cred:}) on the way.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "daemon/config/settings.hpp"

namespace rosterd::config
{

class YamlReader
{
public:
    YamlReader(std::string file, const Surroundings& surroundings);

    // The map's value for `key` after all keys were checked by keys(); an undefined node if absent.
    static YAML::Node get(const YAML::Node& map, std::string_view key);
    // Checks that `node` is a map of these keys only, each once. False if it is no map.
    bool keys(const YAML::Node& node, std::string_view path,
              std::span<const std::string_view> allowed);
    bool list(const YAML::Node& node, std::string_view path);

    // Each answers nullopt when the node is absent or faulty; a fault is noted.
    std::optional<std::string> text(const YAML::Node& node, std::string_view path);
    // A value that must not stand in the file itself unless `literal_allowed`.
    std::optional<std::string> secret(const YAML::Node& node, std::string_view path,
                                      bool literal_allowed);
    std::optional<std::int64_t> integer(const YAML::Node& node, std::string_view path,
                                        std::int64_t least, std::int64_t most);
    std::optional<double> number(const YAML::Node& node, std::string_view path, double least,
                                 double most);
    std::optional<bool> flag(const YAML::Node& node, std::string_view path);
    std::optional<model::Duration> duration(const YAML::Node& node, std::string_view path);
    // "18:00", as the time since midnight; "24:00" is the end of the day.
    std::optional<model::Duration> time_of_day(const YAML::Node& node, std::string_view path);
    std::optional<std::string> choice(const YAML::Node& node, std::string_view path,
                                      std::span<const std::string_view> allowed);
    std::vector<std::string> texts(const YAML::Node& node, std::string_view path);
    // Any value as JSON, scalars as text except plain true, false and numbers.
    model::Json json(const YAML::Node& node, std::string_view path);

    const Surroundings& surroundings() const { return surroundings_; }

    std::string folder() const; // that relative paths are relative to
    void fault(const YAML::Node& node, std::string what, std::string write);
    void fault_at(YAML::Mark mark, std::string what, std::string write);
    void fault_in(Fault fault);       // of another file
    std::vector<Fault> take_faults(); // sorted by place

private:
    std::optional<std::string> scalar(const YAML::Node& node, std::string_view path,
                                      std::string_view kind, bool secret = false);
    std::optional<std::string> expand(const std::string& text, const YAML::Node& node,
                                      std::string_view path, bool secret);
    std::optional<std::string> fetch(const std::string& kind, const std::string& name) const;

    std::string file_;
    const Surroundings& surroundings_;
    std::vector<Fault> faults_;
};

// For messages.
std::string in_quotes(std::string_view text);
std::string joined(std::span<const std::string_view> words);
// "policy" + "guards" -> "policy.guards"
std::string below(std::string_view path, std::string_view key);

} // namespace rosterd::config
