// What a program says, line by line, into records for the sink.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <simdjson.h>

#include "connectors/sdk/connector.hpp"

namespace rosterd::exec
{

// How a record of a stream is taken: which fields say anything (empty: all do), and the headings
// that tell one record from another, where a later one replaces an earlier one of the same read
// (none: each counts).
struct Way {
    std::string_view stream;
    std::function<bool(std::string_view field)> states;
    const std::vector<std::string>* keys = nullptr;
    const std::vector<std::string>* lost = nullptr; // fields whose value can't be told
};

class Delivery
{
public:
    // `program`: its name, for where a record is from; `sink` must outlive this.
    Delivery(std::string source, std::string program, sdk::RecordSink& sink)
        : source_{std::move(source)}, program_{std::move(program)}, sink_{sink}
    {
    }

    // The next line as an object, valid until the next call; a blank line is an empty object.
    // Errors: invalid (no JSON object, not UTF-8, a number no one can hold), with the line's
    // number.
    model::Result<simdjson::dom::object> parse(std::string_view line);

    // Of the line at hand. Fields within fields are called "a.b"; lists of plain values are joined
    // by ';', others stay JSON text.
    model::Result<void> record(model::RecordKind kind, simdjson::dom::object fields,
                               const Way& way = {});
    // The person of this id is gone; `fields`: the record that says so, if there is one.
    void gone(std::string employee_id, std::optional<simdjson::dom::object> fields = {},
              const Way& way = {});
    void finish(); // hands over what might still have been replaced

    // "export.sh:17: the record ..."
    tl::unexpected<model::Error> fault(const std::string& what, std::string hint) const;
    std::string where(std::string_view stream = {}) const;

    std::uint64_t lines() const { return line_; }
    std::int64_t records() const { return records_; }
    std::int64_t tombstones() const { return tombstones_; }

private:
    struct Item {
        model::Record record;
        std::string gone; // an employee id: the person is gone
        bool replaced = false;
    };
    void keep(Item item, const Way& way);
    void hand_over(Item& item);

    std::string source_, program_;
    sdk::RecordSink& sink_;
    simdjson::dom::parser parser_; // keeps its buffers
    std::uint64_t line_ = 0;
    std::int64_t records_ = 0, tombstones_ = 0;
    std::vector<Item> waiting_;
    std::unordered_map<std::string, std::size_t> by_key_;
};

// A plain value as text: "" for null, nullopt for objects and lists.
std::optional<std::string> text_of(simdjson::dom::element value);
// A member of this name that is an object or a text; nothing otherwise.
std::optional<simdjson::dom::object> object_in(simdjson::dom::object from, std::string_view name);
std::string text_in(simdjson::dom::object from, std::string_view name);
std::vector<std::string> texts_in(simdjson::dom::object from, std::string_view name); // of a list

} // namespace rosterd::exec
