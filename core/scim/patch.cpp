#include "core/scim/patch.hpp"

#include <algorithm>
#include <optional>

#include "core/scim/resource.hpp"
#include "core/scim/words.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;

std::optional<PatchOp> op_named(const Json& operation)
{
    const Json* op = member(operation, "op");
    if (op == nullptr || !op->is_string()) {
        return std::nullopt;
    }
    const auto& word = op->get_ref<const std::string&>();
    if (same_word(word, "add")) {
        return PatchOp::add;
    }
    if (same_word(word, "replace")) {
        return PatchOp::replace;
    }
    return same_word(word, "remove") ? std::optional{PatchOp::remove} : std::nullopt;
}

Answer<void> patch_at(Json& resource, PatchOp op, std::string_view text, const Json& value,
                      const ResourceType& type);

// Without a path every member of the value is an operation of its own.
Answer<void> patch_members(Json& resource, PatchOp op, const Json& value, const ResourceType& type,
                           const std::string& prefix)
{
    for (const auto& [name, one] : value.items()) {
        const bool ours = prefix.empty() && (same_word(name, "schemas") || same_word(name, "id") ||
                                             same_word(name, "meta"));
        if (ours) { // an identity provider that sends the whole resource sends these along
            continue;
        }
        if (auto done = patch_at(resource, op, prefix + name, one, type); !done) {
            return done;
        }
    }
    return {};
}

bool is_below(std::string_view text, std::string_view schema)
{
    return text.size() > schema.size() && text[schema.size()] == ':' &&
           same_word(text.substr(0, schema.size()), schema);
}

// The extension that the path means as a whole; empty if it leads to an attribute. Of an extension
// that nobody knows yet an object tells: "urn:acme:User:level" may be either.
std::string whole_extension(const Json& resource, std::string_view text, const Json& value,
                            const ResourceType& type)
{
    std::string extension = extension_named(type, text);
    if (extension.empty() || !attributes_of(type, extension).empty() ||
        member(resource, extension) != nullptr) {
        return extension;
    }
    bool below = is_below(text, type.core->id);
    for (const Schema* known : type.extensions) {
        below = below || is_below(text, known->id);
    }
    for (const auto& [name, inner] : resource.items()) {
        below = below || (inner.is_object() && is_below(text, name));
    }
    return below || !value.is_object() ? std::string{} : extension;
}

// NOLINTNEXTLINE(misc-no-recursion): once, into an extension
Answer<void> patch_at(Json& resource, PatchOp op, std::string_view text, const Json& value,
                      const ResourceType& type)
{
    if (const std::string extension = whole_extension(resource, text, value, type);
        !extension.empty()) {
        if (op == PatchOp::remove || value.is_null()) {
            resource.erase(extension);
            return {};
        }
        if (!value.is_object()) {
            return refuse("invalidValue", extension + " must be an object");
        }
        return patch_members(resource, op, value, type, extension + ":");
    }
    if (same_word(text, type.core->id) && value.is_object()) {
        return patch_members(resource, op, value, type, "");
    }
    const auto path = parse_path(text);
    if (!path) {
        return tl::unexpected(path.error());
    }
    return patch_attribute(resource, op, *path, value, type);
}

Answer<void> patch_once(Json& resource, const Json& operation, const ResourceType& type)
{
    const auto op = op_named(operation);
    if (!op) {
        return refuse("invalidSyntax", "an operation needs \"op\": add, replace or remove");
    }
    const Json* path = member(operation, "path");
    const Json* value = member(operation, "value");
    const bool without_path =
        path == nullptr || path->is_null() || (path->is_string() && *path == "");
    if (!without_path && !path->is_string()) {
        return refuse("invalidPath", "\"path\" must be a text");
    }
    if (value == nullptr && *op != PatchOp::remove) {
        return refuse("invalidValue", "add and replace need a \"value\"");
    }
    const Json& given = value == nullptr ? Json() : *value;
    if (!without_path) {
        return patch_at(resource, *op, path->get_ref<const std::string&>(), given, type);
    }
    if (*op == PatchOp::remove) {
        return refuse("noTarget", "remove needs a \"path\"");
    }
    if (!given.is_object()) {
        return refuse("invalidValue", "without a \"path\" the value must be an object");
    }
    return patch_members(resource, *op, given, type, "");
}

} // namespace

Answer<Json> patched(Json resource, const Json& message, const ResourceType& type)
{
    const Json* operations = member(message, "Operations");
    if (operations == nullptr || !operations->is_array() || operations->empty()) {
        return refuse("invalidSyntax", "a PatchOp needs \"Operations\": [{\"op\": ...}]");
    }
    for (std::size_t i = 0; i < operations->size(); ++i) {
        if (auto done = patch_once(resource, (*operations)[i], type); !done) {
            return refuse(done.error().type,
                          "Operations[" + std::to_string(i) + "]: " + done.error().detail,
                          done.error().status);
        }
    }
    if (auto whole = complete(resource, type); !whole) {
        return tl::unexpected(whole.error());
    }
    return resource;
}

} // namespace rosterd::scim
