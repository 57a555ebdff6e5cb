#include "core/scim/listing.hpp"

#include <algorithm>
#include <charconv>

#include "core/scim/filter_match.hpp"
#include "core/scim/words.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;

Answer<std::int64_t> number_in(const std::string& name, const std::string& text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return refuse("invalidValue", name + " must be a whole number");
    }
    return number;
}

// SearchRequest names lists as arrays; a query joins them by commas.
std::string joined(const Json& list)
{
    std::string out;
    for (const Json& one : list) {
        out += one.is_string() ? (out.empty() ? "" : ",") + one.get<std::string>() : "";
    }
    return out;
}

struct Sortable {
    const Json* value = nullptr;
    const Attribute* attribute = nullptr;
};

Sortable value_to_sort_by(const Json& resource, const AttributePath& by, const ResourceType& type)
{
    const auto found = values_at(by, resource, type);
    if (found.empty()) {
        return {};
    }
    const Json* list = member(resource, by.name);
    if (list != nullptr && list->is_array() && list->size() == found.size()) {
        for (std::size_t i = 0; i < found.size(); ++i) {
            const Json* primary = member((*list)[i], "primary");
            if (primary != nullptr && primary->is_boolean() && primary->get<bool>()) {
                return {found[i].value, found[i].attribute};
            }
        }
    }
    return {found[0].value, found[0].attribute};
}

} // namespace

Answer<ListQuery> parse_query(const std::map<std::string, std::string>& parameters)
{
    const auto given = [&](std::string_view name) -> std::string {
        for (const auto& [key, value] : parameters) {
            if (same_word(key, name)) {
                return value;
            }
        }
        return {};
    };
    ListQuery out;
    if (const std::string text = given("filter"); !text.empty()) {
        auto filter = parse_filter(text);
        if (!filter) {
            return tl::unexpected(filter.error());
        }
        out.filter = std::move(*filter);
    }
    if (const std::string text = given("sortBy"); !text.empty()) {
        auto path = parse_path(text);
        if (!path) {
            return tl::unexpected(path.error());
        }
        out.sort_by = std::move(path->path);
    }
    const std::string order = given("sortOrder");
    if (!order.empty() && !same_word(order, "ascending") && !same_word(order, "descending")) {
        return refuse("invalidValue", "sortOrder must be ascending or descending");
    }
    out.descending = same_word(order, "descending");
    for (const auto& [name, place] :
         {std::pair{"startIndex", &out.start}, std::pair{"count", &out.count}}) {
        if (const std::string text = given(name); !text.empty()) {
            const auto number = number_in(name, text);
            if (!number) {
                return tl::unexpected(number.error());
            }
            *place = *number;
        }
    }
    out.start = std::max<std::int64_t>(out.start, 1);
    out.count = std::clamp<std::int64_t>(out.count, 0, kMostAtOnce);
    auto projection = parse_projection(given("attributes"), given("excludedAttributes"));
    if (!projection) {
        return tl::unexpected(projection.error());
    }
    out.projection = std::move(*projection);
    return out;
}

Answer<ListQuery> parse_search(const Json& message)
{
    if (!message.is_object()) {
        return refuse("invalidSyntax", "a SearchRequest must be a JSON object");
    }
    std::map<std::string, std::string> parameters;
    for (const auto& [name, value] : message.items()) {
        if (value.is_string()) {
            parameters[name] = value.get<std::string>();
        } else if (value.is_number_integer()) {
            parameters[name] = value.dump();
        } else if (value.is_array()) {
            parameters[name] = joined(value);
        } else if (!value.is_null()) {
            return refuse("invalidValue", name + " has no plain value");
        }
    }
    return parse_query(parameters);
}

void sort(std::vector<Json>& resources, const AttributePath& by, bool descending,
          const ResourceType& type)
{
    struct Entry {
        std::size_t index;
        Sortable key; // looked up once, not with every comparison
    };
    std::vector<Entry> order;
    order.reserve(resources.size());
    for (std::size_t i = 0; i < resources.size(); ++i) {
        order.push_back({i, value_to_sort_by(resources[i], by, type)});
    }
    std::ranges::stable_sort(order, [&](const Entry& a, const Entry& b) {
        const Sortable& one = descending ? b.key : a.key;
        const Sortable& other = descending ? a.key : b.key;
        if (one.value == nullptr || other.value == nullptr) {
            return one.value != nullptr && other.value == nullptr;
        }
        return order_of(*one.value, *other.value, one.attribute) < 0;
    });
    std::vector<Json> sorted;
    sorted.reserve(resources.size());
    for (const Entry& entry : order) {
        sorted.push_back(std::move(resources[entry.index]));
    }
    resources = std::move(sorted);
}

} // namespace rosterd::scim
