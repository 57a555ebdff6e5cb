// A plan for a terminal.
#include "core/plan/guard_texts.hpp"
#include "core/plan/render.hpp"
#include "core/plan/render_rows.hpp"
#include "core/plan/render_words.hpp"

namespace rosterd::plan
{

namespace
{

const char* colour_of(model::OperationKind kind)
{
    using Kind = model::OperationKind;
    switch (kind) {
    case Kind::department_create:
    case Kind::user_create:
    case Kind::user_enable:
    case Kind::role_create:
    case Kind::role_grant:
    case Kind::attendance_add:
        return "\033[32m";
    case Kind::department_update:
    case Kind::user_update:
        return "\033[33m";
    case Kind::department_delete:
    case Kind::user_delete:
    case Kind::user_disable:
    case Kind::role_revoke:
    case Kind::attendance_remove:
        return "\033[31m";
    }
    return "";
}

// What came from a file goes to a terminal: no control characters in it.
std::string harmless(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
    return out;
}

std::string operation_text(const OperationRow& row, const RenderOptions& options)
{
    const model::Operation& operation = *row.operation;
    const std::string kind{verb(operation.kind, options.language)};
    std::string out = options.colour ? colour_of(operation.kind) + kind + "\033[0m" : kind;
    out += "  " + harmless(row.subject);
    if (!row.held.empty()) {
        out += "  [" + std::string{row.held} + "]";
    }
    out += "  (" + rule_name(operation.cause.rule, options.language);
    out += operation.cause.where.empty() ? ")\n" : ", " + harmless(operation.cause.where) + ")\n";
    // A creation's and a removal's fields are the whole account; a change is what people look for.
    if (operation.before.is_object() && operation.after.is_object()) {
        for (const FieldRow& field : row.fields) {
            if (field.field == "source_identifier") { // rosterd's own mark
                continue;
            }
            out += "    " + field_name(field.field, options.language) + ": " +
                   harmless(field.before) + " -> " + harmless(field.after) + "\n";
        }
    }
    return out;
}

} // namespace

std::string render_text(const model::Plan& plan, const RenderOptions& options)
{
    std::string out;
    for (const OperationRow& row : rows_of(plan, options)) {
        out += operation_text(row, options);
    }
    for (const model::Finding& finding : plan.findings) {
        if (finding.severity != model::Severity::fixed) {
            out += std::string{severity_name(finding.severity, options.language)} + ": " +
                   harmless(finding.origin.where) + " " + finding.employee_id + ": " +
                   harmless(finding.message) + "\n";
        }
    }
    for (const model::Hold& hold : plan.held) {
        const std::string what = hold.guard == "rollout"
                                     ? guard_name(hold.guard, options.language)
                                     : std::string{word(Word::held, options.language)};
        out += hold.id + (hold.id.empty() ? "" : " ") + what + " (" + hold.guard +
               "): " + explanation_of(hold, options.language) + "\n";
    }
    if (!plan.empty()) {
        out += forecast_line(plan, options.language) + "\n";
    }
    return out + summary_line(plan, options.language) + "\n";
}

} // namespace rosterd::plan
