#include "core/scim/index.hpp"

#include <algorithm>
#include <array>

#include "core/scim/filter_match.hpp"
#include "core/scim/words.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;

struct Indexed {
    const char* key;
    const char* schema; // empty: the core one
    const char* name;
    const char* sub; // of a complex one
};

constexpr std::array kUserKeys{
    Indexed{"userName", "", "userName", ""},
    Indexed{"externalId", "", "externalId", ""},
    Indexed{"employeeNumber", kEnterprise.data(), "employeeNumber", ""},
    Indexed{"email", "", "emails", "value"},
    Indexed{"manager", kEnterprise.data(), "manager", "value"},
};
constexpr std::array kGroupKeys{
    Indexed{"displayName", "", "displayName", ""},
    Indexed{"externalId", "", "externalId", ""},
    Indexed{"member", "", "members", "value"},
};

std::span<const Indexed> indexed(const ResourceType& type)
{
    return &type == &user_type() ? std::span<const Indexed>{kUserKeys}
                                 : std::span<const Indexed>{kGroupKeys};
}

bool leads_to(const AttributePath& path, const Indexed& one, const ResourceType& type)
{
    const bool core = path.schema.empty() || same_word(path.schema, type.core->id);
    const bool schema = *one.schema == '\0' ? core : same_word(path.schema, one.schema);
    return schema && same_word(path.name, one.name) &&
           (same_word(path.sub, one.sub) || (path.sub.empty() && *one.sub != '\0'));
}

bool asks_for_a_text(const Filter& filter)
{
    return filter.kind == Filter::Kind::compare && filter.compare == Compare::eq &&
           filter.value.is_string() && !filter.value.get_ref<const std::string&>().empty();
}

// Of emails[type eq "work" and value eq "x"] the value.
const Filter* value_asked_for(const Filter& inner)
{
    if (asks_for_a_text(inner)) {
        return same_word(inner.path.name, "value") && inner.path.sub.empty() ? &inner : nullptr;
    }
    if (inner.kind == Filter::Kind::all) {
        for (const Filter& part : inner.parts) {
            if (const Filter* found = value_asked_for(part)) { // NOLINT(misc-no-recursion)
                return found;
            }
        }
    }
    return nullptr;
}

Narrowed by(const AttributePath& path, const Json& value, const ResourceType& type)
{
    const auto& text = value.get_ref<const std::string&>();
    if (path.schema.empty() && path.sub.empty() && same_word(path.name, "id")) {
        return {std::nullopt, text};
    }
    for (const Indexed& one : indexed(type)) {
        if (leads_to(path, one, type)) {
            return {key_of(one.key, text), std::nullopt};
        }
    }
    return {};
}

} // namespace

std::string key_of(std::string_view attribute, std::string_view value)
{
    return std::string{attribute}.append("\x1f").append(folded(value));
}

std::vector<std::string> keys_of(const Json& resource, const ResourceType& type)
{
    std::vector<std::string> out;
    for (const Indexed& one : indexed(type)) {
        for (const Found& found : values_at({one.schema, one.name, one.sub}, resource, type)) {
            if (found.value->is_string() && !found.value->get_ref<const std::string&>().empty()) {
                out.push_back(key_of(one.key, found.value->get_ref<const std::string&>()));
            }
        }
    }
    std::ranges::sort(out);
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

Narrowed narrowed(const Filter& filter, const ResourceType& type) // NOLINT(misc-no-recursion)
{
    if (filter.kind == Filter::Kind::all) {
        for (const Filter& part : filter.parts) {
            if (auto found = narrowed(part, type); found.key || found.id) {
                return found;
            }
        }
        return {};
    }
    if (filter.kind == Filter::Kind::element) {
        const Filter* value = value_asked_for(filter.parts[0]);
        return value != nullptr
                   ? by({filter.path.schema, filter.path.name, "value"}, value->value, type)
                   : Narrowed{};
    }
    // Brackets only take away from what fits without them.
    return asks_for_a_text(filter) ? by(filter.path, filter.value, type) : Narrowed{};
}

} // namespace rosterd::scim
