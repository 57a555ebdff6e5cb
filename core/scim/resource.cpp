#include "core/scim/resource.hpp"

#include <algorithm>

#include "core/scim/words.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;

bool is_kept(const Attribute& attribute)
{
    return attribute.mutability != Mutability::read_only &&
           attribute.mutability != Mutability::write_only;
}

tl::unexpected<Fault> wrong_value(const Attribute& attribute, const std::string& wanted)
{
    return refuse("invalidValue", attribute.name + " must be " + wanted);
}

Answer<Json> coerced_text(const Json& value, const Attribute& attribute)
{
    if (value.is_string()) {
        return value;
    }
    return value.is_number() ? Answer<Json>{value.dump()} : wrong_value(attribute, "a text");
}

Answer<Json> coerced_flag(const Json& value, const Attribute& attribute)
{
    if (value.is_boolean()) {
        return value;
    }
    if (value.is_string()) {
        const auto& word = value.get_ref<const std::string&>();
        if (same_word(word, "true") || same_word(word, "false")) {
            return Json(same_word(word, "true"));
        }
    }
    return wrong_value(attribute, "true or false");
}

Answer<Json> coerced_complex(const Json& value, const Attribute& attribute)
{
    if (!value.is_object()) {
        const Attribute* main = find(attribute.parts, "value");
        if (main == nullptr) {
            return wrong_value(attribute, "an object");
        }
        auto text = coerced(value, *main);
        return text ? Answer<Json>{Json{{main->name, *text}}} : text;
    }
    Json out = Json::object();
    for (const auto& [name, one] : value.items()) {
        const Attribute* part = find(attribute.parts, name);
        if (part == nullptr || !is_kept(*part)) {
            continue;
        }
        auto kept = coerced(one, *part);
        if (!kept) {
            return refuse(kept.error().type, attribute.name + "." + kept.error().detail);
        }
        if (!kept->is_null()) {
            out[part->name] = std::move(*kept);
        }
    }
    return out.empty() ? Json{} : out;
}

Answer<void> take_extension(const std::string& name, const Json& value, const ResourceType& type,
                            Json& out)
{
    const std::string urn = extension_named(type, name);
    if (urn.empty() || value.is_null()) {
        return {};
    }
    if (!value.is_object()) {
        return refuse("invalidValue", name + " must be an object");
    }
    const auto known = attributes_of(type, urn);
    Json kept = Json::object();
    for (const auto& [inner, one] : value.items()) {
        const Attribute* attribute = find(known, inner);
        if (attribute == nullptr) {
            if (known.empty() && !one.is_null()) {
                kept[inner] = one;
            }
            continue;
        }
        auto coerced_value = coerced(one, *attribute);
        if (!coerced_value) {
            return tl::unexpected(coerced_value.error());
        }
        if (!coerced_value->is_null()) {
            kept[attribute->name] = std::move(*coerced_value);
        }
    }
    if (!kept.empty()) {
        out[urn] = std::move(kept);
    }
    return {};
}

} // namespace

// NOLINTNEXTLINE(misc-no-recursion): attributes have two levels
Answer<Json> coerced_one(const Json& value, const Attribute& attribute)
{
    switch (attribute.type) {
    case Type::boolean:
        return coerced_flag(value, attribute);
    case Type::integer:
        return value.is_number_integer() ? Answer<Json>{value}
                                         : wrong_value(attribute, "a whole number");
    case Type::decimal:
        return value.is_number() ? Answer<Json>{value} : wrong_value(attribute, "a number");
    case Type::complex:
        return coerced_complex(value, attribute);
    case Type::text:
    case Type::date_time:
    case Type::reference:
    case Type::binary:
        break;
    }
    return coerced_text(value, attribute);
}

Answer<Json> coerced(const Json& value, const Attribute& attribute) // NOLINT(misc-no-recursion)
{
    if (value.is_null() || (value.is_array() && value.empty())) {
        return Json{};
    }
    if (!attribute.many) {
        // A list of one where there is one value only: {"manager": [{"value": ...}]}
        return coerced_one(value.is_array() && value.size() == 1 ? value[0] : value, attribute);
    }
    Json out = Json::array();
    for (const Json& one : value.is_array() ? value : Json::array({value})) {
        auto kept = one.is_null() ? Answer<Json>{Json{}} : coerced_one(one, attribute);
        if (!kept) {
            return kept;
        }
        if (!kept->is_null() && std::ranges::find(out, *kept) == out.end()) {
            out.push_back(std::move(*kept));
        }
    }
    return out.empty() ? Json{} : out;
}

Answer<Json> accepted(const Json& body, const ResourceType& type)
{
    if (!body.is_object()) {
        return refuse("invalidSyntax", "the resource must be a JSON object");
    }
    Json out = Json::object();
    for (const auto& [name, value] : body.items()) {
        const Attribute* attribute = find(type.core->attributes, name);
        if (attribute == nullptr && same_word(name, "externalId")) {
            attribute = find(common_attributes(), name);
        }
        if (attribute == nullptr) {
            if (auto taken = take_extension(name, value, type, out); !taken) {
                return tl::unexpected(taken.error());
            }
            continue;
        }
        if (!is_kept(*attribute)) {
            continue;
        }
        auto kept = coerced(value, *attribute);
        if (!kept) {
            return kept;
        }
        if (!kept->is_null()) {
            out[attribute->name] = std::move(*kept);
        }
    }
    if (auto whole = complete(out, type); !whole) {
        return tl::unexpected(whole.error());
    }
    return out;
}

Answer<void> complete(const Json& resource, const ResourceType& type)
{
    for (const Attribute& attribute : type.core->attributes) {
        const auto value = resource.find(attribute.name);
        const bool there = value != resource.end() && *value != "";
        if (attribute.required && !there) {
            return refuse("invalidValue", type.name + "s need a " + attribute.name);
        }
        if (!there || !attribute.many) {
            continue;
        }
        const auto primary = std::ranges::count_if(
            *value, [](const Json& one) { return one.value("primary", false); });
        if (primary > 1) {
            return refuse("invalidValue", "more than one of " + attribute.name + " is primary");
        }
    }
    return {};
}

bool nested_deeper_than(std::string_view json, int most)
{
    int depth = 0;
    bool quoted = false;
    for (std::size_t at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (quoted) {
            at += c == '\\' ? 1 : 0;
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > most) {
                return true;
            }
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

} // namespace rosterd::scim
