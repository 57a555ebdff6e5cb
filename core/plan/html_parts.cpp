#include "core/plan/html_parts.hpp"

#include <algorithm>
#include <set>

#include "core/model/entitlements.hpp"
#include "core/plan/html_page.hpp"
#include "core/plan/loss_texts.hpp"
#include "core/plan/render_words.hpp"

namespace rosterd::plan
{

namespace
{

using model::OperationKind;

std::string tag(std::string_view colour, std::string_view text)
{
    return "<span class=\"tag " + std::string{colour} + "\">" + escaped(text) + "</span>";
}

std::string soft(std::string_view text)
{
    return text.empty() ? "" : " <span class=\"soft\">" + escaped(text) + "</span>";
}

std::string term(const std::string& name, const std::string& value)
{
    return "<dt>" + escaped(name) + "</dt><dd>" + value + "</dd>";
}

// Nobody who reads the page needs rosterd's own mark, or a removed person's name twice.
bool worth_showing(const model::Operation& operation, const FieldRow& field)
{
    const bool named = operation.kind == OperationKind::user_delete && field.field == "name";
    return field.field != "source_identifier" && !named;
}

std::string cause_of(const model::Operation& operation, Language language)
{
    return escaped(rule_name(operation.cause.rule, language)) + soft(operation.cause.where);
}

std::string fields_of(OperationRow& row, Language language)
{
    const model::Operation& operation = *row.operation;
    const bool department = !operation.department.empty();
    std::stable_sort(row.fields.begin(), row.fields.end(), [](const auto& a, const auto& b) {
        return field_rank(a.field) < field_rank(b.field);
    });
    std::string out;
    for (const FieldRow& field : row.fields) {
        if (worth_showing(operation, field)) {
            out += term(department && field.field == "name"
                            ? std::string{word(Word::department_name, language)}
                            : field_name(field.field, language),
                        (field.before.empty() ? "" : "<del>" + escaped(field.before) + "</del> ") +
                            (field.after.empty() ? "" : "<ins>" + escaped(field.after) + "</ins>") +
                            soft(field.rule));
        }
    }
    return out;
}

std::string losses(const model::Operation& operation, Language language)
{
    std::string out;
    for (const std::string& loss : loss_texts(operation, language)) {
        out += "<li>" + escaped(loss) + "</li>";
    }
    return out.empty() ? out
                       : "<p class=\"delete\">" + escaped(word(Word::lost, language)) +
                             "</p><ul class=\"lost\">" + out + "</ul>";
}

// A change of the account, or of the department.
std::string change(OperationRow& row, bool one_of_several, Language language)
{
    const model::Operation& operation = *row.operation;
    std::string out = "<section>";
    if (one_of_several) {
        out += "<h3>" + tag(class_of(operation.kind), verb(operation.kind, language)) + "</h3>";
    }
    out += "<dl>" + fields_of(row, language) +
           term(std::string{word(Word::cause, language)}, cause_of(operation, language));
    if (const std::string form = form_of(operation, language); !form.empty()) {
        out += term(std::string{word(Word::form, language)}, escaped(form));
    }
    return out + "</dl>" + losses(operation, language) + "</section>";
}

std::string right(const OperationRow& row, Language language)
{
    std::string out;
    const auto line = [&](const FieldRow& field, const std::string& name, bool gains) {
        if (!name.empty()) {
            out += std::string{"<li><b class=\""} + (gains ? "create\">+ " : "delete\">− ") +
                   escaped(field_name(field.field, language) + " " + name) + "</b>" +
                   soft(rule_name(row.operation->cause.rule, language)) +
                   (row.held.empty() ? "" : " " + tag("plain", row.held)) + "</li>";
        }
    };
    for (const FieldRow& field : row.fields) {
        if (field.field != "role_group") {
            line(field, field.before, false);
            line(field, field.after, true);
        }
    }
    return out;
}

// The verbs of everything that happens to the subject, each once, in the plan's order.
std::string tags(const SubjectRows& subject, Language language)
{
    std::string out;
    std::set<OperationKind> told;
    for (const OperationRow& row : subject.operations) {
        const OperationKind kind = row.operation->kind;
        if (told.insert(kind).second) {
            out += tag(class_of(kind), verb(kind, language));
        }
    }
    return out;
}

struct Held {
    bool guard = false;
    bool later = false;
    std::string words; // empty: nothing is
};

Held held_of(const SubjectRows& subject)
{
    Held out;
    for (const OperationRow& row : subject.operations) {
        if (!row.held.empty()) {
            (row.later ? out.later : out.guard) = true;
            out.words = row.later && out.guard ? out.words : row.held;
        }
    }
    return out;
}

// The attributes by which chips and searching show the article, and switching sorts it.
std::string attributes(const SubjectRows& subject, const Held& held)
{
    std::set<std::string_view> kinds;
    for (const OperationRow& row : subject.operations) {
        kinds.insert(model::to_string(row.operation->kind));
    }
    std::string out = " data-kind=\"";
    for (const std::string_view kind : kinds) {
        out += (kind == *kinds.begin() ? "" : " ") + std::string{kind};
    }
    out += held.guard ? " held" : "";
    out += held.later ? " later" : "";
    return out + "\" data-who=\"" + escaped(subject.who) + "\"" +
           (held.guard ? " class=\"hold\"" : "");
}

std::string article(SubjectRows subject, const std::string& department, Language language)
{
    const Held held = held_of(subject);
    const bool person = subject.operations.front().operation->department.empty();
    std::string out = "<article" + attributes(subject, held) + "><h2>" + tags(subject, language) +
                      escaped(subject.who.substr(subject.who.starts_with('/') ? 1 : 0)) +
                      (held.words.empty() ? "" : tag(held.later ? "plain" : "delete", held.words)) +
                      "</h2>";
    if (person && (!department.empty() || !subject.level.empty())) {
        out += "<p class=\"soft\">" + (subject.level.empty() ? "" : escaped(subject.level)) +
               "<span class=\"place\"> " + escaped(department) + "</span></p>";
    }
    const auto is_right = [](const OperationRow& row) {
        return model::right_of(*row.operation).has_value();
    };
    const auto rights =
        std::count_if(subject.operations.begin(), subject.operations.end(), is_right);
    const bool several = static_cast<std::ptrdiff_t>(subject.operations.size()) - rights > 1;
    std::string list;
    for (OperationRow& row : subject.operations) {
        if (is_right(row)) {
            list += right(row, language);
        } else {
            out += change(row, several, language);
        }
    }
    return out + (list.empty() ? "" : "<ul class=\"rights\">" + list + "</ul>") + "</article>\n";
}

} // namespace

std::string_view class_of(OperationKind kind)
{
    switch (kind) {
    case OperationKind::department_create:
    case OperationKind::user_create:
    case OperationKind::user_enable:
    case OperationKind::role_create:
    case OperationKind::role_grant:
    case OperationKind::attendance_add:
        return "create";
    case OperationKind::department_update:
    case OperationKind::user_update:
        return "update";
    case OperationKind::department_delete:
    case OperationKind::user_disable:
    case OperationKind::user_delete:
    case OperationKind::role_revoke:
    case OperationKind::attendance_remove:
        return "delete";
    }
    return "";
}

std::string department_part(const DepartmentRows& department, Language language)
{
    std::string out = "<details class=\"group\" open><summary>";
    out += escaped(department.department.empty() ? word(Word::elsewhere, language)
                                                 : std::string_view{department.department});
    out += "<b>" + std::to_string(department.subjects.size()) + "</b></summary>\n";
    for (const SubjectRows& subject : department.subjects) {
        out += article(subject, department.department, language);
    }
    return out + "</details>\n";
}

std::string effects_part(const model::Plan& plan, Language language)
{
    std::string out;
    for (const LevelRows& level : rights_by_level(plan, language)) {
        std::string list;
        for (const std::string& effect : level.effects) {
            list += "<div class=\"" + std::string{effect.starts_with('+') ? "create" : "delete"} +
                    "\">" + escaped(effect) + "</div>";
        }
        out += term(level.level, list);
    }
    return out.empty() ? out
                       : "<details class=\"rights\"><summary>" +
                             escaped(word(Word::rights_by_level, language)) + "</summary><dl>" +
                             out + "</dl></details>\n";
}

std::string forecast_part(const model::Plan& plan, Language language)
{
    std::string out;
    for (const auto& [path, calls] : plan.forecast.calls) {
        out += "<dt>" + std::to_string(calls) + "</dt><dd>" + escaped(path) + "</dd>";
    }
    const std::string line = escaped(forecast_line(plan, language));
    return out.empty() ? "<p class=\"soft\">" + line + "</p>\n"
                       : "<details class=\"calls soft\"><summary>" + line + "</summary><dl>" + out +
                             "</dl></details>\n";
}

} // namespace rosterd::plan
