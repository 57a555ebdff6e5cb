#include "daemon/sandbox/parameters.hpp"

#include <algorithm>
#include <charconv>

#include "daemon/http/target.hpp"

namespace rosterd::sandbox
{

namespace
{

std::optional<std::int64_t> parse_integer(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && !text.empty() ? std::optional{value} : std::nullopt;
}

std::optional<std::string> scalar_text(const Json& value)
{
    if (value.is_string()) {
        return value.get<std::string>();
    }
    if (value.is_number() || value.is_boolean()) {
        return value.dump();
    }
    return std::nullopt;
}

std::vector<std::string> split(std::string_view text)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto comma = text.find(',');
        const auto part = text.substr(0, comma);
        const auto first = part.find_first_not_of(' ');
        if (first != std::string_view::npos) {
            parts.emplace_back(part.substr(first, part.find_last_not_of(' ') - first + 1));
        }
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    }
    return parts;
}

bool is_form(const http::HttpServerRequest& request)
{
    const auto type = request.headers.find("content-type");
    return type != request.headers.end() &&
           type->second.find("application/x-www-form-urlencoded") != std::string::npos;
}

} // namespace

Outcome<Parameters> Parameters::of(const http::HttpServerRequest& request)
{
    Json values = Json::object();
    if (!request.body.empty() && is_form(request)) {
        for (auto& [name, value] : http::parse_form(request.body)) {
            values[name] = value;
        }
    } else if (!request.body.empty()) {
        values = Json::parse(request.body, nullptr, false);
        if (!values.is_object()) {
            return refuse(47001);
        }
    }
    for (const auto& [name, value] : request.parameters) {
        values.emplace(name, value);
    }
    return Parameters{std::move(values)};
}

const Json* Parameters::find(std::string_view name) const
{
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : &*found;
}

bool Parameters::mentions(std::string_view name) const
{
    return find(name) != nullptr;
}

bool Parameters::has(std::string_view name) const
{
    const auto* value = find(name);
    return value != nullptr && !value->is_null() &&
           !(value->is_string() && value->get_ref<const std::string&>().empty());
}

std::optional<std::string> Parameters::text(std::string_view name)
{
    const auto* value = find(name);
    if (value == nullptr || value->is_null()) {
        return std::nullopt;
    }
    auto text = scalar_text(*value);
    if (!text) {
        wrong(name);
    }
    return text;
}

std::optional<std::int64_t> Parameters::integer(std::string_view name)
{
    if (!has(name)) {
        return std::nullopt;
    }
    const auto text = this->text(name);
    auto value = text ? parse_integer(*text) : std::nullopt;
    if (!value) {
        wrong(name);
    }
    return value;
}

std::optional<bool> Parameters::flag(std::string_view name)
{
    if (!has(name)) {
        return std::nullopt;
    }
    const auto text = this->text(name).value_or("");
    if (text == "true" || text == "1") {
        return true;
    }
    if (text == "false" || text == "0") {
        return false;
    }
    wrong(name);
    return std::nullopt;
}

std::optional<std::vector<std::string>> Parameters::texts(std::string_view name)
{
    const auto* value = find(name);
    if (value == nullptr || value->is_null()) {
        return std::nullopt;
    }
    if (!value->is_array()) {
        const auto text = this->text(name);
        return text ? std::optional{split(*text)} : std::nullopt;
    }
    std::vector<std::string> parts;
    for (const auto& element : *value) {
        auto part = scalar_text(element);
        if (!part) {
            wrong(name);
            return std::nullopt;
        }
        parts.push_back(std::move(*part));
    }
    return parts;
}

std::optional<std::vector<std::int64_t>> Parameters::integers(std::string_view name)
{
    const auto parts = texts(name);
    if (!parts) {
        return std::nullopt;
    }
    std::vector<std::int64_t> values;
    for (const auto& part : *parts) {
        const auto value = parse_integer(part);
        if (!value) {
            wrong(name);
            return std::nullopt;
        }
        if (std::ranges::find(values, *value) == values.end()) {
            values.push_back(*value);
        }
    }
    return values;
}

std::optional<Json> Parameters::structure(std::string_view name)
{
    if (!has(name)) {
        return std::nullopt;
    }
    const auto* value = find(name);
    auto parsed = value->is_string()
                      ? Json::parse(value->get_ref<const std::string&>(), nullptr, false)
                      : *value;
    if (!parsed.is_structured()) {
        wrong(name);
        return std::nullopt;
    }
    return parsed;
}

std::optional<Json> Parameters::object(std::string_view name)
{
    auto value = structure(name);
    if (value && !value->is_object()) {
        wrong(name);
        return std::nullopt;
    }
    return value;
}

std::optional<std::vector<Json>> Parameters::objects(std::string_view name)
{
    const auto value = structure(name);
    if (!value) {
        return std::nullopt;
    }
    // Documentation samples show a list of one as the object itself.
    const auto list = value->is_object() ? Json::array({*value}) : *value;
    if (!std::ranges::all_of(list, [](const Json& item) { return item.is_object(); })) {
        wrong(name);
        return std::nullopt;
    }
    return list.get<std::vector<Json>>();
}

void Parameters::need(std::initializer_list<std::string_view> names)
{
    for (const auto name : names) {
        if (!has(name)) {
            refuse_with(refuse(40035, std::string{name}));
        }
    }
}

void Parameters::refuse_with(tl::unexpected<Refusal> refusal)
{
    if (!refusal_) {
        refusal_ = std::move(refusal).value();
    }
}

void Parameters::wrong(std::string_view name)
{
    refuse_with(refuse(400002, std::string{name}));
}

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & '\xC0') != '\x80'; }));
}

} // namespace rosterd::sandbox
