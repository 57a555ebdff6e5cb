#include "core/scim/projection.hpp"

#include <algorithm>
#include <span>

#include "core/scim/words.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;

Answer<std::vector<AttributePath>> names_in(const std::string& text)
{
    std::vector<AttributePath> out;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        const auto name = std::string_view{text}.substr(at, end - at);
        at = end + 1;
        if (name.find_first_not_of(' ') == std::string_view::npos) {
            continue;
        }
        auto path = parse_path(name);
        if (!path) {
            return tl::unexpected(path.error());
        }
        out.push_back(std::move(path->path));
    }
    return out;
}

bool is_always_there(std::string_view name)
{
    return same_word(name, "id") || same_word(name, "schemas");
}

bool is_core(const AttributePath& path, const ResourceType& type)
{
    return path.schema.empty() || same_word(path.schema, type.core->id);
}

// "urn:...:2.0:User", which reads like a schema and a name
bool is_whole(const AttributePath& path, std::string_view extension)
{
    return path.sub.empty() && !path.schema.empty() &&
           same_word(path.schema + ":" + path.name, extension);
}

void take_sub(const Json& value, const std::string& sub, Json& out)
{
    const auto take = [&](const Json& from, Json& to) {
        for (const auto& [name, inner] : from.items()) {
            if (same_word(name, sub)) {
                to[name] = inner;
            }
        }
    };
    if (value.is_object()) {
        take(value, out);
    } else if (value.is_array()) {
        out = out.is_array() ? out : Json::array();
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (out.size() <= i) {
                out.push_back(Json::object());
            }
            if (value[i].is_object()) {
                take(value[i], out[i]);
            }
        }
    }
}

// Members of `from` that are named, into `to`.
void take_named(const Json& from, const AttributePath& path, Json& to)
{
    for (const auto& [name, value] : from.items()) {
        if (!same_word(name, path.name)) {
            continue;
        }
        if (path.sub.empty()) {
            to[name] = value;
        } else {
            take_sub(value, path.sub, to[name]);
        }
    }
}

void drop_named(Json& from, const AttributePath& path)
{
    Json* value = member(from, path.name);
    if (value == nullptr) {
        return;
    }
    if (path.sub.empty()) {
        for (auto it = from.begin(); it != from.end(); ++it) {
            if (same_word(it.key(), path.name)) {
                from.erase(it);
                return;
            }
        }
    }
    const auto drop = [&](Json& object) {
        for (auto it = object.begin(); object.is_object() && it != object.end(); ++it) {
            if (same_word(it.key(), path.sub)) {
                object.erase(it);
                return;
            }
        }
    };
    if (value->is_array()) {
        std::ranges::for_each(*value, drop);
    } else {
        drop(*value);
    }
}

Json only_named(const Json& resource, const Projection& projection, const ResourceType& type)
{
    Json out = Json::object();
    for (const char* name : {"id", "schemas"}) {
        if (resource.contains(name)) {
            out[name] = resource[name];
        }
    }
    for (const AttributePath& path : projection.only) {
        if (is_core(path, type)) {
            take_named(resource, path, out);
            continue;
        }
        for (const auto& [name, value] : resource.items()) {
            if (is_whole(path, name)) {
                out[name] = value;
            } else if (same_word(name, path.schema) && member(value, path.name) != nullptr) {
                take_named(value, path, out[name]);
            }
        }
    }
    return out;
}

} // namespace

bool Projection::wants(std::string_view attribute) const
{
    const auto names = [&](const AttributePath& path) { return same_word(path.name, attribute); };
    return only.empty() ? std::ranges::none_of(without,
                                               [&](const AttributePath& path) {
                                                   return names(path) && path.sub.empty();
                                               })
                        : std::ranges::any_of(only, names);
}

Answer<Projection> parse_projection(const std::string& attributes,
                                    const std::string& excluded_attributes)
{
    auto only = names_in(attributes);
    auto without = names_in(excluded_attributes);
    if (!only) {
        return tl::unexpected(only.error());
    }
    if (!without) {
        return tl::unexpected(without.error());
    }
    if (!only->empty() && !without->empty()) {
        return refuse("invalidValue", "attributes and excludedAttributes exclude each other");
    }
    return Projection{std::move(*only), std::move(*without)};
}

Json projected(Json resource, const Projection& projection, const ResourceType& type)
{
    if (!projection.only.empty()) {
        return only_named(resource, projection, type);
    }
    Json out = std::move(resource);
    for (const AttributePath& path : projection.without) {
        if (is_core(path, type)) {
            if (!is_always_there(path.name)) {
                drop_named(out, path);
            }
            continue;
        }
        for (auto it = out.begin(); it != out.end(); ++it) {
            if (is_whole(path, it.key())) {
                out.erase(it);
                break;
            }
            if (same_word(it.key(), path.schema)) {
                drop_named(it.value(), path);
            }
        }
    }
    return out;
}

} // namespace rosterd::scim
