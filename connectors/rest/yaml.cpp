#include "connectors/rest/yaml.hpp"

#include <algorithm>
#include <array>

#include <yaml-cpp/yaml.h>

namespace rosterd::rest
{

namespace
{

Place place_of(const YAML::Mark& mark)
{
    return {mark.line + 1, mark.column + 1};
}

Yaml convert(const YAML::Node& node, const std::string& file, Faults& faults);

void convert_entries(const YAML::Node& node, const std::string& file, Faults& faults, Yaml& out)
{
    for (const auto& entry : node) {
        const Place place = place_of(entry.first.Mark());
        if (!entry.first.IsScalar()) {
            faults.push_back({file, place, "a key is no text", "a plain word as the key"});
            continue;
        }
        const std::string key = entry.first.Scalar();
        if (out.find(key) != nullptr) {
            faults.push_back({file, place, "'" + key + "' stands here twice", "it once"});
            continue;
        }
        out.entries.push_back({key, place, convert(entry.second, file, faults)});
    }
}

Yaml convert(const YAML::Node& node, const std::string& file, Faults& faults)
{
    Yaml out;
    out.place = place_of(node.Mark());
    if (node.IsMap()) {
        out.kind = Yaml::Kind::map;
        convert_entries(node, file, faults, out);
    } else if (node.IsSequence()) {
        out.kind = Yaml::Kind::list;
        for (const auto& item : node) {
            out.items.push_back(convert(item, file, faults));
        }
    } else if (node.IsScalar()) {
        out.kind = Yaml::Kind::scalar;
        out.text = node.Scalar();
        out.quoted = node.Tag() == "!"; // also of block texts
    } else {
        out.kind = Yaml::Kind::null;
    }
    return out;
}

void erase(Yaml& map, std::string_view key)
{
    std::erase_if(map.entries, [&](const Yaml::Entry& one) { return one.key == key; });
}

// What can't stand beside what is laid over it.
void make_way(Yaml& base, const Yaml::Entry& over)
{
    static constexpr std::array<std::string_view, 3> bodies{"json", "form", "text"};
    if (std::find(bodies.begin(), bodies.end(), over.key) != bodies.end()) {
        for (const std::string_view body : bodies) {
            if (body != over.key) {
                erase(base, body);
            }
        }
    }
    const std::array<std::pair<std::string_view, std::string_view>, 2> others{
        std::pair{"path", "url"}, std::pair{"record", "records"}};
    for (const auto& [one, other] : others) {
        if (over.key == one || over.key == other) {
            erase(base, over.key == one ? other : one);
        }
    }
    if (over.key == "paging" && over.value["by"] && base["paging"]["by"] &&
        over.value["by"].text != base["paging"]["by"].text) {
        erase(base, "paging");
    }
}

} // namespace

const Yaml& Yaml::operator[](std::string_view key) const
{
    static const Yaml absent;
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const Entry& one) { return one.key == key; });
    return found == entries.end() ? absent : found->value;
}

Yaml* Yaml::find(std::string_view key)
{
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const Entry& one) { return one.key == key; });
    return found == entries.end() ? nullptr : &found->value;
}

std::string to_string(const Fault& fault)
{
    std::string text = fault.file;
    if (fault.place.line > 0) {
        text += ":" + std::to_string(fault.place.line) + ":" + std::to_string(fault.place.column);
    }
    text += ": " + fault.what;
    return fault.write.empty() ? text : text + "; write " + fault.write;
}

std::string to_string(const Faults& faults)
{
    std::string text;
    for (const Fault& fault : faults) {
        text += (text.empty() ? "" : "\n") + to_string(fault);
    }
    return text;
}

Yaml parse_yaml(const std::string& text, const std::string& file, Faults& faults)
{
    try {
        return convert(YAML::Load(text), file, faults);
    } catch (const YAML::Exception& error) {
        faults.push_back({file, place_of(error.mark), "this is no YAML: " + error.msg,
                          "texts with ': ', '{', '#' or a leading special character in quotes"});
        return {};
    }
}

Yaml laid_over(const Yaml& base, const Yaml& over)
{
    if (over.kind == Yaml::Kind::absent) {
        return base;
    }
    if (!base.is_map() || !over.is_map()) {
        return over;
    }
    Yaml out = base;
    for (const Yaml::Entry& entry : over.entries) {
        make_way(out, entry);
        Yaml* const below = out.find(entry.key);
        if (entry.value.kind == Yaml::Kind::null) {
            erase(out, entry.key);
        } else if (below != nullptr) {
            *below = laid_over(*below, entry.value);
        } else {
            out.entries.push_back(entry);
        }
    }
    return out;
}

model::Json scalar_to_json(const Yaml& scalar)
{
    if (!scalar.quoted) {
        const auto plain = model::Json::parse(scalar.text, nullptr, false);
        if (plain.is_number() || plain.is_boolean() || plain.is_null()) {
            return plain;
        }
        if (scalar.text == "~") {
            return nullptr;
        }
    }
    return scalar.text;
}

model::Json to_json(const Yaml& yaml)
{
    model::Json out;
    switch (yaml.kind) {
    case Yaml::Kind::absent:
    case Yaml::Kind::null:
        return nullptr;
    case Yaml::Kind::scalar:
        return scalar_to_json(yaml);
    case Yaml::Kind::list:
        out = model::Json::array();
        for (const Yaml& item : yaml.items) {
            out.push_back(to_json(item));
        }
        return out;
    case Yaml::Kind::map:
        out = model::Json::object();
        for (const Yaml::Entry& entry : yaml.entries) {
            out[entry.key] = to_json(entry.value);
        }
        return out;
    }
    return out;
}

} // namespace rosterd::rest
