// A YAML document as plain values that remember where they stand.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/json.hpp"

namespace rosterd::rest
{

struct Place {
    int line = 0, column = 0; // 1-based; 0: unknown
    auto operator<=>(const Place&) const = default;
};

// Something wrong in a definition or a recording, and what to write instead.
struct Fault {
    std::string file;
    Place place;
    std::string what, write;
    bool operator==(const Fault&) const = default;
};
using Faults = std::vector<Fault>;

std::string to_string(const Fault& fault); // "acme.yaml:12:3: ...: write ..."
std::string to_string(const Faults& faults);

struct Yaml {
    enum class Kind { absent, null, scalar, list, map };
    struct Entry;

    Kind kind = Kind::absent;
    std::string text; // of a scalar
    bool quoted = false;
    std::vector<Yaml> items;
    std::vector<Entry> entries;
    Place place;

    explicit operator bool() const { return kind != Kind::absent && kind != Kind::null; }
    bool is_map() const { return kind == Kind::map; }
    const Yaml& operator[](std::string_view key) const; // absent if there is none
    Yaml* find(std::string_view key);
};

struct Yaml::Entry {
    std::string key;
    Place place;
    Yaml value;
};

// Notes faults for what is no YAML, and for keys that stand twice.
Yaml parse_yaml(const std::string& text, const std::string& file, Faults& faults);

// `over` laid over `base`: maps key by key, everything else replaced, null taken away. The bodies
// of a request (json, form, text) replace each other, and so does a paging of another kind.
Yaml laid_over(const Yaml& base, const Yaml& over);

// Unquoted numbers, true, false and null are such; everything else is text.
model::Json to_json(const Yaml& yaml);
model::Json scalar_to_json(const Yaml& scalar);

} // namespace rosterd::rest
