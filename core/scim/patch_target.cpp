#include "core/scim/patch_target.hpp"

#include <algorithm>

#include "core/scim/resource.hpp"
#include "core/scim/words.hpp"

namespace rosterd::scim
{

using model::Json;

Answer<PatchTarget> target_of(Json& resource, const PatchPath& path, const ResourceType& type)
{
    PatchTarget out;
    out.object = &resource;
    std::span<const Attribute> known = type.core->attributes;
    const bool core = path.path.schema.empty() || same_word(path.path.schema, type.core->id);
    if (!core) {
        out.extension = extension_named(type, path.path.schema);
        known = attributes_of(type, out.extension);
    }
    out.attribute = find(known, path.path.name);
    if (out.attribute == nullptr && core) {
        out.attribute = find(common_attributes(), path.path.name);
    }
    const bool own = !out.extension.empty() && known.empty(); // of a client's own extension
    if (out.attribute == nullptr && !own) {
        return refuse("invalidPath", "there is no attribute " + to_text(path.path));
    }
    out.name = out.attribute != nullptr ? out.attribute->name : path.path.name;
    out.sub_name = path.path.sub;
    if (out.attribute != nullptr && !path.path.sub.empty()) {
        out.sub = find(out.attribute->parts, path.path.sub);
        if (out.sub == nullptr) {
            return refuse("invalidPath", "there is no attribute " + to_text(path.path));
        }
        out.sub_name = out.sub->name;
    }
    for (const Attribute* one : {out.attribute, out.sub}) {
        if (one != nullptr && one->mutability == Mutability::read_only) {
            return refuse("mutability", one->name + " can't be changed by a client");
        }
    }
    if (path.where && (out.attribute == nullptr || !out.attribute->many)) {
        return refuse("invalidPath", to_text(path.path) + " has no several values to choose from");
    }
    if (!out.extension.empty()) {
        out.object = &resource[out.extension];
    }
    return out;
}

Answer<Json> value_for(const Attribute* attribute, const Json& value, bool one_of_many)
{
    if (attribute == nullptr) {
        return value;
    }
    // "manager": "" says that there is none.
    const bool none = value.is_string() && value == "" && attribute->type == Type::complex;
    if (none || value.is_null()) {
        return Json{};
    }
    return one_of_many ? coerced_one(value, *attribute) : coerced(value, *attribute);
}

bool describe(const Filter& filter, const Attribute& attribute, Json& out)
{
    if (filter.kind == Filter::Kind::all) {
        return std::ranges::all_of(
            filter.parts, [&](const Filter& part) { return describe(part, attribute, out); });
    }
    const Attribute* part = find(attribute.parts, filter.path.name);
    if (filter.kind != Filter::Kind::compare || filter.compare != Compare::eq || part == nullptr) {
        return false;
    }
    auto value = coerced(filter.value, *part);
    if (value && !value->is_null()) {
        out[part->name] = std::move(*value);
    }
    return value.has_value();
}

} // namespace rosterd::scim
