#include "connectors/exec/delivery.hpp"

#include <array>
#include <charconv>

#include "core/model/untold.hpp"

namespace rosterd::exec
{

namespace
{

using model::ErrorKind;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

using States = std::function<bool(std::string_view)>;

constexpr int kMostLevels = 4; // of fields within fields that become headings

std::string number_text(double number)
{
    std::array<char, 400> text{};
    const auto [end, error] =
        std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    return error == std::errc{} ? std::string{text.data(), end} : std::string{};
}

std::string list_text(const simdjson::dom::array& list)
{
    std::string joined;
    for (const element one : list) {
        const auto text = text_of(one);
        if (!text) {
            return simdjson::minify(list);
        }
        joined.append(joined.empty() ? "" : ";").append(*text);
    }
    return joined;
}

// NOLINTNEXTLINE(misc-no-recursion): kMostLevels deep
void add_cells(const object& fields, const std::string& prefix, int level, const States& states,
               std::vector<model::Cell>& cells)
{
    for (const auto [name, value] : fields) {
        std::string heading = prefix + std::string{name};
        if (name.empty() || (states && !states(heading))) {
            continue;
        }
        if (value.type() == element_type::OBJECT) {
            if (level < kMostLevels) {
                add_cells(object{value}, heading + ".", level + 1, states, cells);
            } else {
                cells.push_back({std::move(heading), simdjson::minify(value)});
            }
        } else if (value.type() == element_type::ARRAY) {
            cells.push_back({std::move(heading), list_text(simdjson::dom::array{value})});
        } else {
            cells.push_back({std::move(heading), *text_of(value)});
        }
    }
}

std::string words_of(simdjson::error_code code)
{
    switch (code) {
    case simdjson::UTF8_ERROR:
        return "the line is not UTF-8";
    case simdjson::NUMBER_ERROR:
        return "the line has a number that is too large, or none";
    case simdjson::INCORRECT_TYPE:
        return "the line is no JSON object";
    default:
        return std::string{"the line is no JSON: "} + simdjson::error_message(code);
    }
}

} // namespace

std::optional<std::string> text_of(element value)
{
    switch (value.type()) {
    case element_type::STRING:
        return std::string{std::string_view{value}};
    case element_type::INT64:
        return std::to_string(std::int64_t{value});
    case element_type::UINT64:
        return std::to_string(std::uint64_t{value});
    case element_type::DOUBLE:
        return number_text(double{value});
    case element_type::BOOL:
        return bool{value} ? "true" : "false";
    case element_type::NULL_VALUE:
        return "";
    case element_type::ARRAY:
    case element_type::OBJECT:
        break;
    }
    return std::nullopt;
}

std::optional<object> object_in(object from, std::string_view name)
{
    object found;
    return from[name].get(found) == simdjson::SUCCESS ? std::optional{found} : std::nullopt;
}

std::string text_in(object from, std::string_view name)
{
    element found;
    if (from[name].get(found) != simdjson::SUCCESS) {
        return "";
    }
    return text_of(found).value_or("");
}

std::vector<std::string> texts_in(object from, std::string_view name)
{
    std::vector<std::string> out;
    simdjson::dom::array list;
    if (from[name].get(list) == simdjson::SUCCESS) {
        for (const element one : list) {
            out.push_back(text_of(one).value_or(""));
        }
    }
    return out;
}

model::Result<object> Delivery::parse(std::string_view line)
{
    static const std::string_view nothing = "{}";
    ++line_;
    const bool blank = line.find_first_not_of(" \t") == std::string_view::npos;
    const std::string_view text = blank ? nothing : line;
    object parsed;
    if (const auto code = parser_.parse(text.data(), text.size()).get(parsed)) {
        return fault(words_of(code),
                     "one JSON object a line, in UTF-8; numbers that are names, such "
                     "as an id, in quotation marks; anything else to standard error");
    }
    return parsed;
}

model::Result<void> Delivery::record(model::RecordKind kind, object fields, const Way& way)
{
    Item item;
    item.record.kind = kind;
    item.record.origin = {source_, where(way.stream), "", 0};
    item.record.cells.reserve(fields.size());
    add_cells(fields, "", 1, way.states, item.record.cells);
    for (const std::string& field : way.lost != nullptr ? *way.lost : std::vector<std::string>{}) {
        item.record.cells.push_back({field, model::untold("the source could not pass it on")});
    }
    if (item.record.cells.empty()) {
        return fault("the record has no fields",
                     R"(write a record as {"employee_id": "E1042", "name": "陳大文"})");
    }
    keep(std::move(item), way);
    return {};
}

void Delivery::gone(std::string employee_id, std::optional<object> fields, const Way& way)
{
    Item item;
    item.record.origin = {source_, where(way.stream), "", 0};
    if (fields) {
        add_cells(*fields, "", 1, way.states, item.record.cells);
    }
    item.gone = std::move(employee_id);
    keep(std::move(item), way);
}

void Delivery::keep(Item item, const Way& way)
{
    if (way.keys == nullptr || way.keys->empty()) {
        return hand_over(item);
    }
    std::string key{way.stream};
    for (const std::string& heading : *way.keys) {
        for (const model::Cell& cell : item.record.cells) {
            if (cell.heading == heading) {
                key.append("\n").append(cell.text);
            }
        }
    }
    const auto [found, is_new] = by_key_.emplace(std::move(key), waiting_.size());
    if (!is_new) {
        waiting_[found->second] = Item{{}, {}, true};
        found->second = waiting_.size();
    }
    waiting_.push_back(std::move(item));
}

void Delivery::hand_over(Item& item)
{
    if (!item.gone.empty()) {
        ++tombstones_;
        return sink_.tombstone(std::move(item.gone), std::move(item.record.origin));
    }
    ++records_;
    item.record.fingerprint = model::fingerprint_of(item.record);
    if (!sink_.known(item.record.fingerprint, 0)) {
        sink_.record(std::move(item.record));
    }
}

void Delivery::finish()
{
    for (Item& item : waiting_) {
        if (!item.replaced) {
            hand_over(item);
        }
    }
    waiting_.clear();
    by_key_.clear();
}

std::string Delivery::where(std::string_view stream) const
{
    std::string out = program_;
    if (!stream.empty()) {
        out.append(" ").append(stream);
    }
    return out.append(":").append(std::to_string(line_));
}

tl::unexpected<model::Error> Delivery::fault(const std::string& what, std::string hint) const
{
    return model::fail(ErrorKind::invalid, where() + ": " + what, std::move(hint));
}

} // namespace rosterd::exec
