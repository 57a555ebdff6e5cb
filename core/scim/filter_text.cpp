#include "core/scim/filter.hpp"

namespace rosterd::scim
{

namespace
{

bool needs_parentheses(const Filter& part, Filter::Kind around)
{
    return part.kind == Filter::Kind::any ||
           (part.kind == Filter::Kind::all && around == Filter::Kind::all);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as kDeepestFilter allows
std::string joined(const Filter& filter, const char* word)
{
    std::string out;
    for (const Filter& part : filter.parts) {
        out += out.empty() ? "" : word;
        out += needs_parentheses(part, filter.kind) ? "(" + to_text(part) + ")" : to_text(part);
    }
    return out;
}

// "emails[type eq "work"].value" of a filter that looks into brackets
std::string with_brackets(const Filter& filter) // NOLINT(misc-no-recursion)
{
    AttributePath before = filter.path;
    before.sub.clear();
    std::string out = to_text(before);
    out.append("[").append(to_text(filter.parts[0])).append("]");
    return filter.path.sub.empty() ? out : out.append(".").append(filter.path.sub);
}

} // namespace

bool Filter::operator==(const Filter& other) const // NOLINT(misc-no-recursion)
{
    return kind == other.kind && path == other.path && compare == other.compare &&
           value == other.value && parts == other.parts;
}

std::string to_text(const AttributePath& path)
{
    std::string out = path.schema.empty() ? path.name : path.schema + ":" + path.name;
    return path.sub.empty() ? out : out.append(".").append(path.sub);
}

std::string_view to_text(Compare compare)
{
    switch (compare) {
    case Compare::eq:
        return "eq";
    case Compare::ne:
        return "ne";
    case Compare::co:
        return "co";
    case Compare::sw:
        return "sw";
    case Compare::ew:
        return "ew";
    case Compare::gt:
        return "gt";
    case Compare::ge:
        return "ge";
    case Compare::lt:
        return "lt";
    case Compare::le:
        return "le";
    case Compare::pr:
        return "pr";
    }
    return "";
}

std::string to_text(const Filter& filter) // NOLINT(misc-no-recursion)
{
    switch (filter.kind) {
    case Filter::Kind::all:
        return joined(filter, " and ");
    case Filter::Kind::any:
        return joined(filter, " or ");
    case Filter::Kind::negation:
        return "not (" + to_text(filter.parts[0]) + ")";
    case Filter::Kind::element:
        return with_brackets(filter);
    case Filter::Kind::compare:
        break;
    }
    std::string out = filter.parts.empty() ? to_text(filter.path) : with_brackets(filter);
    out.append(" ").append(to_text(filter.compare));
    if (filter.compare != Compare::pr) {
        out.append(" ").append(
            filter.value.dump(-1, ' ', false, model::Json::error_handler_t::replace));
    }
    return out;
}

} // namespace rosterd::scim
