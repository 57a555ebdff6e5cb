#include "daemon/cli/findings_text.hpp"

#include <array>
#include <map>
#include <utility>

#include "core/model/harmless.hpp"

namespace rosterd::cli
{

namespace
{

std::string coloured(const char* code, const std::string& text, bool colour)
{
    return colour ? std::string{code} + text + "\033[0m" : text;
}

const char* colour_of(model::Severity severity)
{
    switch (severity) {
    case model::Severity::error:
        return "\033[1;31m";
    case model::Severity::warning:
        return "\033[1;33m";
    case model::Severity::fixed:
        return "\033[1;32m";
    }
    return "";
}

std::string line_of(const model::Finding& one, bool colour)
{
    std::string place = one.origin.where.empty() ? one.origin.source : one.origin.where;
    if (!one.column.empty()) {
        place += ":" + one.column;
    }
    std::string out =
        model::harmless(place) + ": " +
        coloured(colour_of(one.severity), std::string{model::to_string(one.severity)}, colour) +
        ": " + model::harmless(one.message) + " [" + one.rule + "]\n";
    if (!one.hint.empty()) {
        out += "    " + model::harmless(one.hint) + "\n";
    }
    return out;
}

} // namespace

std::string findings_text(const std::vector<model::Finding>& findings, bool colour)
{
    // One correction that is needed all down a column is one thing to know, not a thousand.
    constexpr std::size_t shown_of_a_kind = 20;
    std::map<std::pair<std::string, std::string>, std::size_t> corrections; // by rule and column
    std::string out;
    for (const model::Finding& one : findings) {
        if (one.severity == model::Severity::fixed &&
            ++corrections[{one.rule, one.column}] > shown_of_a_kind) {
            continue;
        }
        out += line_of(one, colour);
    }
    for (const auto& [kind, count] : corrections) {
        if (count > shown_of_a_kind) {
            const auto& [rule, column] = kind;
            out += model::harmless(column) + (column.empty() ? "" : ": ") +
                   coloured(colour_of(model::Severity::fixed), "fixed", colour) + ": " +
                   std::to_string(count - shown_of_a_kind) + " more like these [" + rule +
                   "]\n    --json lists them all.\n";
        }
    }
    return out;
}

std::string findings_summary(const std::vector<model::Finding>& findings)
{
    std::array<std::size_t, 3> counts{};
    for (const model::Finding& one : findings) {
        ++counts[static_cast<std::size_t>(one.severity)];
    }
    const auto word = [](std::size_t count, const char* one) {
        return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
    };
    return word(counts[0], "error") + ", " + word(counts[1], "warning") + ", " +
           std::to_string(counts[2]) + " mended";
}

} // namespace rosterd::cli
