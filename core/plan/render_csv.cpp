// A plan as a table: one row for each field of each operation, for a spreadsheet.
#include <cstdio>

#include "core/model/csv.hpp"
#include "core/model/entitlements.hpp"
#include "core/plan/loss_texts.hpp"
#include "core/plan/render.hpp"
#include "core/plan/render_rows.hpp"
#include "core/plan/render_words.hpp"

namespace rosterd::plan
{

namespace
{

std::string line(const std::vector<std::string>& cells)
{
    std::string out;
    for (const std::string& one : cells) {
        out += (&one == cells.data() ? "" : ",") + model::csv_cell(one);
    }
    return out + "\r\n";
}

std::string heading(Language language)
{
    std::vector<std::string> cells;
    for (const Word one : {Word::operation, Word::who, Word::field, Word::before, Word::after,
                           Word::cause, Word::needs_approval, Word::department, Word::level,
                           Word::rule, Word::guard, Word::form, Word::lost}) {
        cells.emplace_back(word(one, language));
    }
    return line(cells);
}

std::string lost(const model::Operation& operation, Language language)
{
    std::string out;
    for (const std::string& loss : loss_texts(operation, language)) {
        out += (out.empty() ? "" : "; ") + loss;
    }
    return out;
}

std::string operation_lines(const OperationRow& row, const std::string& department,
                            Language language)
{
    const model::Operation& operation = *row.operation;
    std::vector<FieldRow> fields = row.fields;
    if (fields.empty()) {
        fields.emplace_back();
    }
    std::string out;
    for (const FieldRow& field : fields) {
        // Of a right the cause is its rule.
        const std::string rule =
            model::right_of(operation) ? rule_name(operation.cause.rule, language) : field.rule;
        out += line({std::string{verb(operation.kind, language)}, row.subject,
                     field.field.empty() ? "" : field_name(field.field, language), field.before,
                     field.after,
                     rule_name(operation.cause.rule, language) + " " + operation.cause.where,
                     row.held, department, operation.about.level, rule, row.guard,
                     form_of(operation, language), lost(operation, language)});
    }
    return out;
}

// What the plan takes, below what it does.
std::string forecast_lines(const model::Forecast& forecast, Language language)
{
    const std::string name{word(Word::forecast, language)};
    const auto row = [&](const std::string& what, const std::string& amount) {
        return line({name, "", what, "", amount, "", "", "", "", "", "", "", ""});
    };
    std::string out;
    for (const auto& [path, calls] : forecast.calls) {
        out += row(path, std::to_string(calls));
    }
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, "%.1f", forecast.seconds);
    return out +
           row(std::string{word(Word::metered, language)}, std::to_string(forecast.metered_calls)) +
           row(std::string{word(Word::seconds, language)}, seconds);
}

} // namespace

std::string render_csv(const model::Plan& plan, const RenderOptions& options)
{
    std::string out = "\xEF\xBB\xBF"; // so that a spreadsheet program reads UTF-8
    out += heading(options.language);
    for (const DepartmentRows& department : by_department(plan, options)) {
        for (const SubjectRows& subject : department.subjects) {
            for (const OperationRow& row : subject.operations) {
                out += operation_lines(row, department.department, options.language);
            }
        }
    }
    return out + (plan.empty() ? "" : forecast_lines(plan.forecast, options.language));
}

} // namespace rosterd::plan
