// A plan for a terminal: department by department, and all of a person in one place.
#include "core/model/entitlements.hpp"
#include "core/model/harmless.hpp"
#include "core/plan/guard_texts.hpp"
#include "core/plan/loss_texts.hpp"
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

using model::harmless;

std::string field_text(const FieldRow& field, Language language)
{
    std::string out = "      " + field_name(field.field, language) + ": " + harmless(field.before) +
                      " -> " + harmless(field.after);
    return out + (field.rule.empty() ? "\n" : "  (" + harmless(field.rule) + ")\n");
}

std::string operation_text(const OperationRow& row, const RenderOptions& options)
{
    const Language language = options.language;
    const model::Operation& operation = *row.operation;
    const std::string kind{verb(operation.kind, language)};
    std::string out = "  ";
    out += options.colour ? colour_of(operation.kind) + kind + "\033[0m" : kind;
    out += "  " + harmless(row.subject);
    if (!row.held.empty()) {
        out += "  [" + std::string{row.held} + "]";
    }
    out += "  (" + rule_name(operation.cause.rule, language);
    out += operation.cause.where.empty() ? ")\n" : ", " + harmless(operation.cause.where) + ")\n";
    // A removal's fields are the whole account, and a right alone stands in the line above.
    const bool says_all = model::right_of(operation) && !operation.before.is_object();
    if (operation.after.is_object() && !says_all) {
        for (const FieldRow& field : row.fields) {
            if (field.field != "source_identifier") { // rosterd's own mark
                out += field_text(field, language);
            }
        }
    }
    if (const std::string form = form_of(operation, language); !form.empty()) {
        out += "      " + form + "\n";
    }
    for (const std::string& loss : loss_texts(operation, language)) {
        out += "      " + std::string{word(Word::lost, language)} + ": " + loss + "\n";
    }
    return out;
}

std::string department_text(const DepartmentRows& department, const RenderOptions& options)
{
    std::string out = department.department.empty()
                          ? std::string{word(Word::elsewhere, options.language)}
                          : harmless(department.department);
    out += "\n";
    for (const SubjectRows& subject : department.subjects) {
        for (const OperationRow& row : subject.operations) {
            out += operation_text(row, options);
        }
    }
    return out;
}

std::string effects_text(const model::Plan& plan, Language language)
{
    std::string out;
    for (const LevelRows& level : rights_by_level(plan, language)) {
        out += "  " + harmless(level.level) + "\n";
        for (const std::string& effect : level.effects) {
            out += "    " + harmless(effect) + "\n";
        }
    }
    return out.empty() ? out : std::string{word(Word::rights_by_level, language)} + "\n" + out;
}

} // namespace

std::string render_text(const model::Plan& plan, const RenderOptions& options)
{
    std::string out;
    for (const DepartmentRows& department : by_department(plan, options)) {
        out += department_text(department, options);
    }
    out += effects_text(plan, options.language);
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
    if (options.read_at) {
        out += read_line(options) + "\n";
    }
    return out + summary_line(plan, options.language) + "\n";
}

} // namespace rosterd::plan
