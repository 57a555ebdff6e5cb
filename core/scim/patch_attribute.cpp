#include <algorithm>

#include "core/scim/filter_match.hpp"
#include "core/scim/patch.hpp"
#include "core/scim/patch_target.hpp"
#include "core/scim/resource.hpp"
#include "core/scim/words.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;

void only_primary(Json& list, const Json& primary)
{
    for (Json& one : list) {
        if (one != primary && one.is_object()) {
            one.erase("primary");
        }
    }
}

void append(Json& list, const Json& added)
{
    for (const Json& one : added) {
        if (std::ranges::find(list, one) == list.end()) {
            list.push_back(one);
        }
        if (one.is_object() && one.value("primary", false)) {
            only_primary(list, one);
        }
    }
}

void remove_member(Json& object, const std::string& name)
{
    if (object.is_object()) {
        object.erase(name);
    }
}

// Sets, merges or removes one plain or complex value.
Answer<void> patch_single(Json& object, PatchOp op, const PatchTarget& at, const Json& value)
{
    if (!at.sub_name.empty()) {
        if (op == PatchOp::remove || value.is_null()) {
            if (Json* inner = member(object, at.name)) {
                remove_member(*inner, at.sub_name);
                if (inner->empty()) {
                    object.erase(at.name);
                }
            }
            return {};
        }
        auto kept = value_for(at.sub, value, false);
        if (!kept) {
            return tl::unexpected(kept.error());
        }
        Json& inner = object[at.name];
        if (!inner.is_object()) {
            inner = Json::object();
        }
        inner[at.sub_name] = std::move(*kept);
        return {};
    }
    if (op == PatchOp::remove) {
        object.erase(at.name);
        return {};
    }
    auto kept = value_for(at.attribute, value, false);
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    if (kept->is_null()) {
        object.erase(at.name);
    } else if (kept->is_object() && object.contains(at.name) && object[at.name].is_object()) {
        object[at.name].update(*kept); // what is not said stays
    } else {
        object[at.name] = std::move(*kept);
    }
    return {};
}

// {"op": "remove", "path": "members", "value": [{"value": "77aa"}]}: only these.
Answer<void> remove_named(Json& list, const Json& value, const Attribute& attribute)
{
    const auto named = coerced(value, attribute);
    if (!named) {
        return tl::unexpected(named.error());
    }
    std::erase_if(list.get_ref<Json::array_t&>(), [&](const Json& one) {
        return std::ranges::any_of(*named, [&](const Json& gone) {
            const Json* a = member(one, "value");
            const Json* b = member(gone, "value");
            return a != nullptr && b != nullptr ? *a == *b : one == gone;
        });
    });
    return {};
}

// An attribute with many values, without a filter.
Answer<void> patch_list(Json& object, PatchOp op, const PatchTarget& at, const Json& value)
{
    Json& list = object[at.name];
    if (!list.is_array()) {
        list = Json::array();
    }
    if (!at.sub_name.empty()) { // "emails.type": of every value
        for (Json& one : list) {
            auto kept = value_for(at.sub, value, false);
            if (!kept) {
                return tl::unexpected(kept.error());
            }
            op == PatchOp::remove || kept->is_null() ? remove_member(one, at.sub_name)
                                                     : void(one[at.sub_name] = *kept);
        }
        return {};
    }
    if (op == PatchOp::remove) {
        if (value.is_null()) {
            list.clear();
            return {};
        }
        return remove_named(list, value, *at.attribute);
    }
    auto kept = value_for(at.attribute, value, false);
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    if (op == PatchOp::replace) {
        list.clear();
    }
    if (!kept->is_null()) {
        append(list, *kept);
    }
    return {};
}

Answer<void> patch_element(Json& one, PatchOp op, const PatchTarget& at, const Json& value)
{
    if (!at.sub_name.empty()) {
        auto kept = value_for(at.sub, value, false);
        if (!kept) {
            return tl::unexpected(kept.error());
        }
        op == PatchOp::remove || kept->is_null() ? remove_member(one, at.sub_name)
                                                 : void(one[at.sub_name] = std::move(*kept));
        return {};
    }
    auto kept = value_for(at.attribute, value, true);
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    if (op == PatchOp::add && kept->is_object() && one.is_object()) {
        one.update(*kept);
    } else {
        one = std::move(*kept);
    }
    return {};
}

// attribute[filter] and attribute[filter].sub
Answer<void> patch_chosen(Json& object, PatchOp op, const PatchTarget& at, const Filter& where,
                          const Json& value)
{
    Json& list = object[at.name];
    if (!list.is_array()) {
        list = Json::array();
    }
    const auto chosen = [&](const Json& one) {
        return matches_element(where, one, at.attribute->parts);
    };
    if (op == PatchOp::remove && at.sub_name.empty()) {
        std::erase_if(list.get_ref<Json::array_t&>(), chosen);
        return {};
    }
    Json primary;
    bool any = false;
    for (Json& one : list) {
        if (!chosen(one)) {
            continue;
        }
        any = true;
        const bool before = one.value("primary", false);
        if (auto done = patch_element(one, op, at, value); !done) {
            return done;
        }
        if (!before && one.is_object() && one.value("primary", false)) {
            primary = one;
        }
    }
    if (!primary.is_null()) {
        only_primary(list, primary);
    }
    std::erase_if(list.get_ref<Json::array_t&>(),
                  [](const Json& one) { return one.is_null() || one.empty(); });
    if (any || op == PatchOp::remove) {
        return {};
    }
    Json made = Json::object();
    if (op != PatchOp::add || !describe(where, *at.attribute, made)) {
        return refuse("noTarget", "no value of " + at.name + " fits " + to_text(where));
    }
    if (auto done = patch_element(made, op, at, value); !done) {
        return done;
    }
    append(list, Json::array({made}));
    return {};
}

} // namespace

Answer<void> patch_attribute(Json& resource, PatchOp op, const PatchPath& path, const Json& value,
                             const ResourceType& type)
{
    auto target = target_of(resource, path, type);
    if (!target) {
        return tl::unexpected(target.error());
    }
    const Attribute* attribute = target->attribute;
    if (attribute != nullptr && attribute->mutability == Mutability::write_only) {
        return {}; // a password, which is not kept
    }
    Json& object = *target->object;
    if (!object.is_object()) {
        object = Json::object();
    }
    Answer<void> done;
    if (path.where) {
        done = patch_chosen(object, op, *target, *path.where, value);
    } else if (attribute != nullptr && attribute->many) {
        done = patch_list(object, op, *target, value);
    } else {
        done = patch_single(object, op, *target, value);
    }
    if (object.contains(target->name) && object[target->name].is_structured() &&
        object[target->name].empty()) {
        object.erase(target->name);
    }
    if (!target->extension.empty() && object.empty()) {
        resource.erase(target->extension);
    }
    return done;
}

} // namespace rosterd::scim
