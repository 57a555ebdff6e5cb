// Reading what a caller sent, in all the forms the old gateway takes: native JSON, JSON with
// every scalar as a string (the official Java SDK), form fields; lists as arrays or comma strings;
// JSON-valued fields as values or as text.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/json.hpp"
#include "daemon/http/server.hpp"
#include "daemon/sandbox/refusal.hpp"

namespace rosterd::sandbox
{

using model::Json;

// A value that cannot be read as what was asked for answers nullopt and is remembered: the reader
// asks for everything first and then looks at refusal() once.
class Parameters
{
public:
    explicit Parameters(Json object) : values_(std::move(object)) {}

    // The query and the body together; 47001 where the body cannot be parsed.
    static Outcome<Parameters> of(const http::HttpServerRequest& request);

    bool has(std::string_view name) const;      // present, not null, not the empty string
    bool mentions(std::string_view name) const; // present, even if null or empty
    const Json* find(std::string_view name) const;

    std::optional<std::string> text(std::string_view name); // scalars as text; empty ones too
    std::optional<std::int64_t> integer(std::string_view name);
    std::optional<bool> flag(std::string_view name);
    std::optional<std::vector<std::string>> texts(std::string_view name);
    std::optional<std::vector<std::int64_t>> integers(std::string_view name);
    std::optional<Json> object(std::string_view name);               // an object
    std::optional<std::vector<Json>> objects(std::string_view name); // a list of objects

    void need(std::initializer_list<std::string_view> names); // 40035 for the first one missing
    void refuse_with(tl::unexpected<Refusal> refusal);        // the first one counts
    bool refused() const { return refusal_.has_value(); }
    tl::unexpected<Refusal> refusal() const { return tl::unexpected<Refusal>{*refusal_}; }

private:
    std::optional<Json> structure(std::string_view name);
    void wrong(std::string_view name); // 400002

    Json values_;
    std::optional<Refusal> refusal_;
};

std::size_t characters(std::string_view text); // of UTF-8 text: code points

} // namespace rosterd::sandbox
