#include "connectors/rest/scope.hpp"

namespace rosterd::rest
{

namespace
{

const model::Json* below(const model::Json& json, std::string_view path)
{
    const model::Json* at = &json;
    while (!path.empty()) {
        const auto dot = path.find('.');
        const std::string key{path.substr(0, dot)};
        if (!at->is_object() || !at->contains(key)) {
            return nullptr;
        }
        at = &at->at(key);
        path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    }
    return at;
}

} // namespace

void Scope::set(const std::string& name, model::Json json)
{
    values_[name] = {std::move(json), std::nullopt};
}

void Scope::set_time(const std::string& name, model::Instant time)
{
    values_[name] = {nullptr, time};
}

const Value* Scope::named(const std::string& name) const
{
    const auto found = values_.find(name);
    if (found != values_.end()) {
        return &found->second;
    }
    return outer_ == nullptr ? nullptr : outer_->named(name);
}

std::optional<Value> Scope::find(const std::string& name) const
{
    if (const Value* const whole = named(name)) {
        return whole->time || !whole->json.is_null() ? std::optional{*whole} : std::nullopt;
    }
    const auto dot = name.find('.');
    const Value* const root = dot == std::string::npos ? nullptr : named(name.substr(0, dot));
    const model::Json* const json =
        root == nullptr ? nullptr : below(root->json, std::string_view{name}.substr(dot + 1));
    if (json == nullptr || json->is_null()) {
        return std::nullopt;
    }
    return Value{*json, std::nullopt};
}

bool is_named(const Names& names, std::string_view name)
{
    if (names.contains(name)) {
        return true;
    }
    for (auto dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.', dot + 1)) {
        if (names.contains(std::string{name.substr(0, dot)} + ".*")) {
            return true;
        }
    }
    return false;
}

} // namespace rosterd::rest
