#include "connectors/rest/template.hpp"

#include <algorithm>

#include "connectors/rest/filters.hpp"
#include "core/model/nearest.hpp"
#include "core/net/http.hpp"

namespace rosterd::rest
{

namespace
{

using model::Json;

tl::unexpected<Fault> wrong(std::string what, std::string write)
{
    return tl::unexpected<Fault>(Fault{"", {}, std::move(what), std::move(write)});
}

std::string trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(' ');
    return begin == std::string_view::npos
               ? std::string{}
               : std::string{text.substr(begin, text.find_last_not_of(' ') - begin + 1)};
}

std::string nearest_name(const std::string& name, const Names& names)
{
    const std::vector<std::string_view> candidates{names.begin(), names.end()};
    std::string all;
    for (const std::string& one : names) {
        all += (all.empty() ? "" : ", ") + one;
    }
    const std::string near = model::nearest(name, candidates);
    return near.empty() ? "one of: " + all : "{{" + near + "}}";
}

tl::expected<Piece, Fault> parse_name(std::string_view inside, const Names& names)
{
    Piece piece{"", true, {}};
    auto bar = inside.find('|');
    piece.text = trimmed(inside.substr(0, bar));
    if (!is_named(names, piece.text)) {
        return wrong("there is no {{" + piece.text + "}} here", nearest_name(piece.text, names));
    }
    while (bar != std::string_view::npos) {
        const auto next = inside.find('|', bar + 1);
        const std::string_view text =
            inside.substr(bar + 1, next == std::string_view::npos ? next : next - bar - 1);
        const auto colon = text.find(':');
        Filter filter{trimmed(text.substr(0, colon)),
                      colon == std::string_view::npos ? "" : std::string{text.substr(colon + 1)}};
        std::string write;
        if (std::string fault = fault_of(filter, write); !fault.empty()) {
            return wrong(std::move(fault), std::move(write));
        }
        piece.filters.push_back(std::move(filter));
        bar = next;
    }
    return piece;
}

std::optional<Value> value_of(const Piece& piece, const Scope& scope, const TimeStyle& style)
{
    auto value = scope.find(piece.text);
    for (const Filter& filter : piece.filters) {
        value = filtered(std::move(value), filter, style);
    }
    return value;
}

std::string encoded(const std::string& text, bool keeps_slashes)
{
    if (!keeps_slashes) {
        return net::url_encode(text);
    }
    std::string out;
    for (std::size_t at = 0; at <= text.size();) {
        const auto slash = std::min(text.find('/', at), text.size());
        out += net::url_encode(text.substr(at, slash - at)) + (slash < text.size() ? "/" : "");
        at = slash + 1;
    }
    return out;
}

} // namespace

std::string text_of(const Json& json)
{
    return json.is_string() ? json.get<std::string>() : json.is_null() ? "" : json.dump();
}

tl::expected<Template, Fault> Template::parse(const std::string& text, const Names& names)
{
    Template out;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto open = text.find("{{", at);
        if (open != at) {
            out.pieces_.push_back({text.substr(at, open - at), false, {}});
        }
        if (open == std::string::npos) {
            break;
        }
        const auto close = text.find("}}", open);
        if (close == std::string::npos) {
            return wrong("'{{' is not closed", "{{name}}");
        }
        auto piece = parse_name(std::string_view{text}.substr(open + 2, close - open - 2), names);
        if (!piece) {
            return tl::unexpected(piece.error());
        }
        out.pieces_.push_back(std::move(*piece));
        at = close + 2;
    }
    return out;
}

bool Template::is_literal() const
{
    return std::none_of(pieces_.begin(), pieces_.end(),
                        [](const Piece& piece) { return piece.is_name; });
}

bool Template::mentions(std::string_view name) const
{
    return std::any_of(pieces_.begin(), pieces_.end(), [&](const Piece& piece) {
        return piece.is_name && piece.text.starts_with(name);
    });
}

std::optional<std::string> Template::path(const Scope& scope, const TimeStyle& style) const
{
    std::string out;
    for (const Piece& piece : pieces_) {
        if (!piece.is_name) {
            out += piece.text;
            continue;
        }
        const auto value = value_of(piece, scope, style);
        if (!value) {
            return std::nullopt;
        }
        out += encoded(value->time ? to_text(*value->time, style) : text_of(value->json),
                       piece.text.starts_with("settings."));
    }
    return out;
}

std::optional<std::string> Template::text(const Scope& scope, const TimeStyle& style) const
{
    std::string out;
    for (const Piece& piece : pieces_) {
        if (!piece.is_name) {
            out += piece.text;
            continue;
        }
        const auto value = value_of(piece, scope, style);
        if (!value) {
            return std::nullopt;
        }
        out += value->time ? to_text(*value->time, style) : text_of(value->json);
    }
    return out;
}

std::optional<Json> Template::json(const Scope& scope, const TimeStyle& style) const
{
    if (pieces_.size() == 1 && pieces_.front().is_name) {
        auto value = value_of(pieces_.front(), scope, style);
        if (!value) {
            return std::nullopt;
        }
        return value->time ? Json(to_text(*value->time, style)) : std::move(value->json);
    }
    auto out = text(scope, style);
    return out ? std::optional<Json>{std::move(*out)} : std::nullopt;
}

} // namespace rosterd::rest
