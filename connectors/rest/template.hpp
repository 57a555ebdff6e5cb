// Texts and JSON bodies with {{names}} in them. What mentions a value that is not there now is left
// out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "connectors/rest/scope.hpp"
#include "connectors/rest/yaml.hpp"

namespace rosterd::rest
{

struct Filter {
    std::string name, argument;
};

struct Piece {
    std::string text; // literal, or the name
    bool is_name = false;
    std::vector<Filter> filters;
};

class Template
{
public:
    Template() = default;
    // Errors: a sentence (an unclosed {{, an unknown name or filter, a filter's bad argument).
    static tl::expected<Template, Fault> parse(const std::string& text, const Names& names);

    bool empty() const { return pieces_.empty(); }
    bool is_literal() const; // no names in it
    bool mentions(std::string_view name) const;
    // nullopt: it mentions a value that is not there.
    std::optional<std::string> text(const Scope& scope, const TimeStyle& style) const;
    // The same for a URL's path: values are percent-encoded; those of settings keep their slashes.
    std::optional<std::string> path(const Scope& scope, const TimeStyle& style) const;
    // The same; one name alone keeps its type.
    std::optional<model::Json> json(const Scope& scope, const TimeStyle& style) const;

private:
    std::vector<Piece> pieces_;
};

// Any JSON with templates in its texts.
struct JsonTemplate {
    enum class Kind { value, text, list, map };
    Kind kind = Kind::value;
    model::Json value;                                    // kind value
    Template text;                                        // kind text
    std::vector<std::pair<Template, JsonTemplate>> parts; // keys are empty in lists

    // A list of plain values with one missing is missing; a list leaves out missing lists and maps,
    // a map its missing values and those whose key is missing.
    std::optional<model::Json> fill(const Scope& scope, const TimeStyle& style) const;
};

// A key may name settings: which field of the HRIS it is, is then up to the source.
JsonTemplate parse_json_template(const Yaml& yaml, const std::string& file, const Names& names,
                                 Faults& faults);

// What a value is in a URL, a header or a text.
std::string text_of(const model::Json& json);

} // namespace rosterd::rest
