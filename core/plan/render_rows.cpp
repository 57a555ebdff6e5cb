#include "core/plan/render_rows.hpp"

#include <cstdio>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "core/model/effects.hpp"
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
        const auto rule = operation.about.rules.find(name);
        rows.push_back({name, text(operation.before, name), text(operation.after, name),
                        rule == operation.about.rules.end() ? "" : rule->second});
    }
    return rows;
}

// As the plan says; a plan made before plans did, or taken back, by where the account is or was.
std::string department_of(const model::Operation& operation, const RenderOptions& options)
{
    std::string place = operation.about.department;
    for (const model::Json* side : {&operation.after, &operation.before}) {
        if (place.empty() && side->is_object() && side->contains("dept_id_list") &&
            !side->at("dept_id_list").empty()) {
            place = value_text("dept_id_list", side->at("dept_id_list").front(), options);
        }
    }
    return place.size() > 1 && place.starts_with('/') ? place.substr(1) : place;
}

} // namespace

std::vector<OperationRow> rows_of(const model::Plan& plan, const RenderOptions& options)
{
    const std::string needs_approval{word(Word::needs_approval, options.language)};
    std::unordered_map<std::string_view, const model::Hold*> holds;
    for (const model::Hold& hold : plan.held) {
        for (const std::string& id : hold.operations) {
            holds.emplace(id, &hold);
        }
    }
    std::vector<OperationRow> rows;
    rows.reserve(plan.operations.size());
    for (const model::Operation& operation : plan.operations) {
        OperationRow& row = rows.emplace_back();
        row.operation = &operation;
        row.subject = subject(operation);
        row.fields = fields_of(operation, options);
        if (const auto found = holds.find(operation.id); found != holds.end()) {
            row.later = found->second->guard == "rollout";
            row.guard = guard_name(found->second->guard, options.language);
            row.held = row.later ? row.guard : needs_approval;
        }
    }
    return rows;
}

std::vector<DepartmentRows> by_department(const model::Plan& plan, const RenderOptions& options)
{
    // What belongs to no department comes last; a department itself before its people.
    using Place = std::pair<bool, std::string>;
    using Subject = std::tuple<bool, std::string, std::string>;
    std::map<Place, std::map<Subject, SubjectRows>> places;
    for (OperationRow& row : rows_of(plan, options)) {
        const model::Operation& operation = *row.operation;
        const std::string place = department_of(operation, options);
        const bool person = operation.department.empty();
        SubjectRows& subject =
            places[{place.empty(), place}]
                  [{person, person ? operation.employee_id : operation.department,
                    operation.source + operation.userid}];
        subject.who = whom(operation);
        subject.level = operation.about.level;
        subject.operations.push_back(std::move(row));
    }
    std::vector<DepartmentRows> out;
    for (auto& [place, subjects] : places) {
        DepartmentRows& rows = out.emplace_back();
        rows.department = place.second;
        for (auto& [key, subject] : subjects) {
            rows.subjects.push_back(std::move(subject));
        }
    }
    return out;
}

std::vector<LevelRows> rights_by_level(const model::Plan& plan, Language language)
{
    std::vector<LevelRows> out;
    const std::string* level = nullptr;
    const auto effects = model::effects_of(plan);
    for (const auto& [effect, people] : effects) {
        if (level == nullptr || *level != effect.level) {
            level = &effect.level;
            out.push_back(
                {level->empty() ? std::string{word(Word::no_level, language)} : *level, {}});
        }
        std::string text = effect.gains ? "+ " : "− ";
        text += field_name(effect.field, language) + " " + value_name(effect.name, language) +
                " ×" + std::to_string(people);
        out.back().effects.push_back(text + " (" + rule_name(effect.rule, language) + ")");
    }
    return out;
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
    return line + ", " + std::to_string(plan.forecast.metered_calls) + " " +
           std::string{word(Word::metered, language)};
}

std::string time_text(model::Instant at, std::chrono::minutes utc_offset)
{
    std::string text = model::to_string(at + utc_offset).substr(0, 16);
    text.replace(text.find('T'), 1, " ");
    text += " UTC";
    const auto minutes = std::abs(utc_offset.count());
    if (minutes > 0) {
        text += (utc_offset.count() < 0 ? "-" : "+") + std::to_string(minutes / 60);
    }
    if (minutes % 60 > 0) {
        text += (minutes % 60 < 10 ? ":0" : ":") + std::to_string(minutes % 60);
    }
    return text;
}

std::string read_line(const RenderOptions& options)
{
    return options.read_at ? std::string{word(Word::read_whole, options.language)} + ": " +
                                 time_text(*options.read_at, options.utc_offset)
                           : "";
}

} // namespace rosterd::plan
