// A plan as a table: one row for each field of each operation, for a spreadsheet.
#include "core/model/csv.hpp"
#include "core/plan/render.hpp"
#include "core/plan/render_rows.hpp"
#include "core/plan/render_words.hpp"

namespace rosterd::plan
{

namespace
{

std::string line(std::initializer_list<std::string_view> cells)
{
    std::string out;
    for (const std::string_view one : cells) {
        out += (out.empty() ? "" : ",") + model::csv_cell(one);
    }
    return out + "\r\n";
}

} // namespace

std::string render_csv(const model::Plan& plan, const RenderOptions& options)
{
    const Language language = options.language;
    std::string out = "\xEF\xBB\xBF"; // so that a spreadsheet program reads UTF-8
    out += line({word(Word::operation, language), word(Word::who, language),
                 word(Word::field, language), word(Word::before, language),
                 word(Word::after, language), word(Word::cause, language),
                 word(Word::needs_approval, language)});
    for (const OperationRow& row : rows_of(plan, options)) {
        const model::Operation& operation = *row.operation;
        const std::string cause =
            rule_name(operation.cause.rule, language) + " " + operation.cause.where;
        std::vector<FieldRow> fields = row.fields;
        if (fields.empty()) {
            fields.emplace_back();
        }
        for (const FieldRow& field : fields) {
            const std::string name = field.field.empty() ? "" : field_name(field.field, language);
            out += line({verb(operation.kind, language), row.subject, name, field.before,
                         field.after, cause, row.held});
        }
    }
    return out;
}

} // namespace rosterd::plan
