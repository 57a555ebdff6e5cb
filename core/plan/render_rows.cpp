#include "core/plan/render_rows.hpp"

#include <cstdio>
#include <set>
#include <unordered_map>

#include "core/plan/render_values.hpp"
#include "core/plan/render_words.hpp"

namespace rosterd::plan
{

namespace
{

std::vector<FieldRow> fields_of(const model::Operation& operation, const RenderOptions& options)
{
    std::set<std::string> names;
    for (const model::Json* side : {&operation.before, &operation.after}) {
        if (side->is_object()) {
            for (const auto& [name, value] : side->items()) {
                names.insert(name);
            }
        }
    }
    const auto text = [&](const model::Json& side, const std::string& name) {
        return side.is_object() && side.contains(name) ? value_text(name, side.at(name), options)
                                                       : std::string{};
    };
    std::vector<FieldRow> rows;
    rows.reserve(names.size());
    for (const std::string& name : names) {
        rows.push_back({name, text(operation.before, name), text(operation.after, name)});
    }
    return rows;
}

} // namespace

std::vector<OperationRow> rows_of(const model::Plan& plan, const RenderOptions& options)
{
    const std::string needs_approval{word(Word::needs_approval, options.language)};
    std::unordered_map<std::string_view, bool> later; // whether held by the rollout
    for (const model::Hold& hold : plan.held) {
        for (const std::string& id : hold.operations) {
            later.emplace(id, hold.guard == "rollout");
        }
    }
    std::vector<OperationRow> rows;
    rows.reserve(plan.operations.size());
    for (const model::Operation& operation : plan.operations) {
        OperationRow& row = rows.emplace_back();
        row.operation = &operation;
        row.subject = subject(operation);
        row.fields = fields_of(operation, options);
        if (const auto found = later.find(operation.id); found != later.end()) {
            row.later = found->second;
            row.held = row.later ? guard_name("rollout", options.language) : needs_approval;
        }
    }
    return rows;
}

std::string summary_line(const model::Plan& plan, Language language)
{
    std::map<model::OperationKind, std::size_t> counts;
    for (const model::Operation& operation : plan.operations) {
        ++counts[operation.kind];
    }
    std::string line;
    for (const auto& [kind, count] : counts) {
        line += (line.empty() ? "" : " · ") + std::string{verb(kind, language)} + ": " +
                std::to_string(count);
    }
    if (!plan.adoptions.empty()) {
        line += (line.empty() ? "" : " · ") + std::to_string(plan.adoptions.size()) + " " +
                std::string{word(Word::adopted, language)};
    }
    return line.empty() ? std::string{word(Word::nothing, language)} : line;
}

std::string forecast_line(const model::Plan& plan, Language language)
{
    std::int64_t calls = 0;
    for (const auto& [path, count] : plan.forecast.calls) {
        calls += count;
    }
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, "%.1f ", plan.forecast.seconds);
    std::string line{word(Word::forecast, language)};
    line += ": " + std::to_string(calls) + " " + std::string{word(Word::calls, language)} + ", " +
            seconds + std::string{word(Word::seconds, language)};
    if (plan.forecast.metered_calls > 0) {
        line += ", " + std::to_string(plan.forecast.metered_calls) + " " +
                std::string{word(Word::metered, language)};
    }
    return line;
}

} // namespace rosterd::plan
