#include "connectors/push/push_body.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/model/nearest.hpp"

namespace rosterd::push
{

namespace
{

using model::ErrorKind;
using model::Json;
using model::RecordKind;

constexpr std::array<std::string_view, 6> kBatchKeys{"records",  "departments", "tombstones",
                                                     "complete", "cursor",      "total"};
constexpr std::array<std::string_view, 12> kPersonKeys{
    "employee_id", "employeeid", "employee id", "job_number", "staff no.", "staff_no",
    "工号",        "工號",       "员工编号",    "員工編號",   "职员编号",  "職員編號"};
constexpr std::array<std::string_view, 4> kDepartmentKeys{"department_id", "dept_id", "部门编号",
                                                          "部門編號"};

tl::unexpected<model::Error> refuse(std::string message, std::string hint)
{
    return model::fail(ErrorKind::invalid, std::move(message), std::move(hint));
}

std::string number_text(const Json& value)
{
    if (value.is_number_integer()) {
        return value.dump();
    }
    std::array<char, 400> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(),
                                            value.get<double>(), std::chars_format::fixed);
    return error == std::errc{} ? std::string{text.data(), end} : value.dump();
}

std::optional<std::string> scalar_text(const Json& value)
{
    if (value.is_string()) {
        return value.get<std::string>();
    }
    if (value.is_number()) {
        return number_text(value);
    }
    if (value.is_boolean()) {
        return value.get<bool>() ? "true" : "false";
    }
    return value.is_null() ? std::optional<std::string>{""} : std::nullopt;
}

std::optional<std::string> text_of(const Json& value)
{
    if (!value.is_array()) {
        return scalar_text(value);
    }
    std::string joined;
    for (const Json& one : value) {
        const auto text = scalar_text(one);
        if (!text) {
            return std::nullopt;
        }
        joined += (joined.empty() ? "" : ";") + *text;
    }
    return joined;
}

template <std::size_t N>
bool is_one_of(std::string heading, const std::array<std::string_view, N>& names)
{
    std::transform(heading.begin(), heading.end(), heading.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return std::find(names.begin(), names.end(), heading) != names.end();
}

bool is_key(RecordKind kind, const std::string& heading)
{
    switch (kind) {
    case RecordKind::person:
        return is_one_of(heading, kPersonKeys);
    case RecordKind::department:
        return is_one_of(heading, kDepartmentKeys);
    }
    return false;
}

model::Result<Item> parse_record(const Json& body, RecordKind kind, const std::string& place)
{
    if (!body.is_object() || body.empty()) {
        return refuse(place + " is no object with fields",
                      R"(write a record as {"employee_id": "E1042", "name": "陳大文"})");
    }
    Item item;
    item.record.kind = kind;
    for (const auto& [heading, value] : body.items()) {
        auto text = text_of(value);
        if (!text || heading.empty()) {
            std::string message = place;
            message.append(": the field \"").append(heading).append("\" has no plain value");
            return refuse(std::move(message),
                          "a value is a string, a number, true or false, null, or an array of "
                          "these");
        }
        if (is_key(kind, heading)) {
            item.key = *text;
        }
        item.record.cells.push_back({heading, std::move(*text)});
    }
    return item;
}

model::Result<void> parse_records(const Json& list, RecordKind kind, const std::string& name,
                                  Batch& batch)
{
    if (!list.is_array()) {
        return refuse("\"" + name + "\" is no array", "write \"" + name + "\": [...]");
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
        auto item = parse_record(list[i], kind, name + "[" + std::to_string(i) + "]");
        if (!item) {
            return tl::unexpected(item.error());
        }
        item->record.origin.where =
            "#" + (kind == RecordKind::department ? name + "." : "") + std::to_string(i);
        batch.items.push_back(std::move(*item));
    }
    return {};
}

model::Result<void> parse_tombstones(const Json& list, Batch& batch)
{
    if (!list.is_array()) {
        return refuse("\"tombstones\" is no array", R"(write "tombstones": ["E1042"])");
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
        const bool usable = list[i].is_string() || list[i].is_number_integer();
        Item item;
        item.key = usable ? *scalar_text(list[i]) : "";
        if (item.key.empty()) {
            return refuse("tombstones[" + std::to_string(i) + "] is no employee id",
                          "write the employee id of the person who is gone as a string");
        }
        item.gone = true;
        item.record.origin.where = "#tombstones." + std::to_string(i);
        batch.items.push_back(std::move(item));
    }
    return {};
}

model::Result<void> check_keys(const Json& body)
{
    for (const auto& [key, value] : body.items()) {
        if (std::find(kBatchKeys.begin(), kBatchKeys.end(), key) == kBatchKeys.end()) {
            const std::string near = model::nearest(key, kBatchKeys);
            return refuse("a batch has no \"" + key + "\"",
                          near.empty() ? "a batch has records, departments, tombstones, complete, "
                                         "total and cursor"
                                       : "did you mean \"" + near + "\"?");
        }
    }
    if (body.contains("complete") && !body["complete"].is_boolean()) {
        return refuse("\"complete\" is neither true nor false", R"(write "complete": true only if )"
                                                                "the batch holds everybody");
    }
    if (body.contains("cursor") && !body["cursor"].is_string() && !body["cursor"].is_null()) {
        return refuse("\"cursor\" is no string", R"(write "cursor": "...", or leave it out)");
    }
    if (body.contains("total") && !body["total"].is_number_unsigned()) {
        return refuse("\"total\" is no number", R"(write "total": 120, or leave it out)");
    }
    return {};
}

// What was cut off on its way, or left out of a page, shows against the sender's own count.
model::Result<void> check_total(const Json& body)
{
    if (!body.contains("total")) {
        return {};
    }
    const auto size = [&](const char* list) { return body.contains(list) ? body[list].size() : 0; };
    const auto total = body["total"].get<std::uint64_t>();
    const auto found = size("records") + size("departments");
    return total == found
               ? model::Result<void>{}
               : refuse("the batch says that it has " + std::to_string(total) + " records, and " +
                            std::to_string(found) + " are in it: nothing of it is taken",
                        "\"total\" is the number of records and departments in the batch, without "
                        "tombstones");
}

model::Result<void> parse_batch(const Json& body, Batch& batch)
{
    if (auto known = check_keys(body); !known) {
        return known;
    }
    if (body.contains("complete")) {
        batch.complete = body["complete"].get<bool>();
    }
    model::Result<void> parsed;
    if (body.contains("records")) {
        parsed = parse_records(body["records"], RecordKind::person, "records", batch);
    }
    if (parsed && body.contains("departments")) {
        parsed = parse_records(body["departments"], RecordKind::department, "departments", batch);
    }
    if (parsed && body.contains("tombstones")) {
        parsed = parse_tombstones(body["tombstones"], batch);
    }
    return parsed ? check_total(body) : parsed;
}

// Also with its key mistyped: no field of a record holds objects, or nothing.
bool may_be_a_batch(const Json& value)
{
    return value.is_array() && (value.empty() || value.front().is_object());
}

bool is_batch(const Json& body)
{
    return std::any_of(body.begin(), body.end(), may_be_a_batch) || body.contains("records") ||
           body.contains("departments") || body.contains("tombstones") ||
           body.contains("complete") || body.contains("total");
}

} // namespace

model::Result<Batch> parse_body(const Json& body)
{
    Batch batch;
    model::Result<void> parsed;
    if (body.is_array()) {
        parsed = parse_records(body, RecordKind::person, "records", batch);
    } else if (body.is_object() && is_batch(body)) {
        parsed = parse_batch(body, batch);
    } else {
        parsed = parse_records(Json::array({body}), RecordKind::person, "records", batch);
    }
    if (!parsed) {
        return tl::unexpected(parsed.error());
    }
    return batch;
}

} // namespace rosterd::push
