// A plan as one self-contained page: readable on a phone, searchable, printable, without a network.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "core/plan/guard_texts.hpp"
#include "core/plan/html_page.hpp"
#include "core/plan/render.hpp"
#include "core/plan/render_rows.hpp"
#include "core/plan/render_words.hpp"

namespace rosterd::plan
{

namespace
{

std::string_view class_of(model::OperationKind kind)
{
    using Kind = model::OperationKind;
    switch (kind) {
    case Kind::department_create:
    case Kind::user_create:
    case Kind::user_enable:
    case Kind::role_create:
    case Kind::role_grant:
    case Kind::attendance_add:
        return "create";
    case Kind::department_update:
    case Kind::user_update:
        return "update";
    case Kind::department_delete:
    case Kind::user_disable:
    case Kind::user_delete:
    case Kind::role_revoke:
    case Kind::attendance_remove:
        return "delete";
    }
    return "";
}

std::string term(const std::string& name, const std::string& value)
{
    return "<dt>" + escaped(name) + "</dt><dd>" + value + "</dd>";
}

// Nobody who reads the page needs rosterd's own mark, or a removed person's name twice.
bool worth_showing(const model::Operation& operation, const FieldRow& field)
{
    const bool named = operation.kind == model::OperationKind::user_delete && field.field == "name";
    return field.field != "source_identifier" && !named;
}

// The end of the attribute by which a chip shows its rows.
std::string kind_of(const OperationRow& row)
{
    if (row.held.empty()) {
        return "\"";
    }
    return row.later ? " later\"" : " held\" class=\"hold\"";
}

std::string article(OperationRow row, Language language)
{
    const model::Operation& operation = *row.operation;
    const bool department = !operation.department.empty();
    std::string out = "<article data-kind=\"" + std::string{model::to_string(operation.kind)} +
                      kind_of(row) + "><h2><span class=\"tag ";
    out += class_of(operation.kind);
    out += "\">" + escaped(verb(operation.kind, language)) + "</span>" +
           escaped(row.subject.substr(row.subject.starts_with('/') ? 1 : 0));
    if (!row.held.empty()) {
        out += std::string{"<span class=\"tag "} + (row.later ? "plain" : "delete") + "\">" +
               escaped(row.held) + "</span>";
    }
    out += "</h2><dl>";
    std::stable_sort(row.fields.begin(), row.fields.end(), [](const auto& a, const auto& b) {
        return field_rank(a.field) < field_rank(b.field);
    });
    for (const FieldRow& field : row.fields) {
        if (worth_showing(operation, field)) {
            out += term(department && field.field == "name"
                            ? std::string{word(Word::department_name, language)}
                            : field_name(field.field, language),
                        (field.before.empty() ? "" : "<del>" + escaped(field.before) + "</del> ") +
                            (field.after.empty() ? "" : "<ins>" + escaped(field.after) + "</ins>"));
        }
    }
    const std::string& where = operation.cause.where;
    out += term(std::string{word(Word::cause, language)},
                escaped(rule_name(operation.cause.rule, language)) +
                    (where.empty() ? "" : " <span class=\"soft\">" + escaped(where) + "</span>"));
    return out + "</dl></article>\n";
}

// Errors and warnings: what was mended by itself needs nobody.
std::vector<const model::Finding*> shown_findings(const model::Plan& plan)
{
    std::vector<const model::Finding*> out;
    for (const model::Finding& finding : plan.findings) {
        if (finding.severity != model::Severity::fixed) {
            out.push_back(&finding);
        }
    }
    return out;
}

std::string findings_part(const model::Plan& plan, Language language)
{
    std::string out;
    for (const model::Finding* finding : shown_findings(plan)) {
        const bool error = finding->severity == model::Severity::error;
        out += std::string{"<article data-kind=\"finding\"><h2><span class=\"tag "} +
               (error ? "delete" : "update") + "\">" +
               escaped(severity_name(finding->severity, language)) + "</span>" +
               escaped(finding->origin.where + " " + finding->employee_id) + "</h2><p>" +
               escaped(finding->message) + "</p><p class=\"soft\">" + escaped(finding->hint) +
               "</p></article>\n";
    }
    return out.empty() ? out
                       : "<h2 class=\"part\" data-kind=\"finding\">" +
                             escaped(word(Word::findings, language)) + "</h2>\n" + out;
}

std::string holds_part(const model::Plan& plan, Language language)
{
    std::string out;
    for (const model::Hold& hold : plan.held) {
        const bool later = hold.guard == "rollout";
        out += later ? "<article><h2>"
                     : "<article class=\"hold\"><h2><span class=\"tag delete\">" +
                           escaped(word(Word::held, language)) + "</span>";
        out += escaped(guard_name(hold.guard, language)) + "</h2>";
        out += "<p>" + escaped(explanation_of(hold, language)) + "</p>";
        if (!hold.id.empty()) {
            out += "<p class=\"soft\">" + escaped(word(Word::let_pass, language)) +
                   ": <code>rosterd approve " + escaped(hold.id) + "</code></p>";
        }
        out += "</article>\n";
    }
    return out;
}

std::string chip(std::string_view kind, std::string_view colour, std::string_view text,
                 std::size_t count)
{
    return "<button type=\"button\" data-kind=\"" + std::string{kind} + "\" class=\"" +
           std::string{colour} + "\" aria-pressed=\"false\">" + escaped(text) + "<b>" +
           std::to_string(count) + "</b></button>\n";
}

// What the plan holds in numbers; each of them shows its part alone.
std::string chips(const model::Plan& plan, Language language)
{
    std::map<model::OperationKind, std::size_t> counts;
    for (const model::Operation& operation : plan.operations) {
        ++counts[operation.kind];
    }
    std::set<std::string_view> held;
    std::set<std::string_view> later;
    for (const model::Hold& hold : plan.held) {
        (hold.guard == "rollout" ? later : held)
            .insert(hold.operations.begin(), hold.operations.end());
    }
    std::string out;
    for (const auto& [kind, count] : counts) {
        out += chip(model::to_string(kind), class_of(kind), verb(kind, language), count);
    }
    if (!held.empty()) {
        out += chip("held", "delete", word(Word::needs_approval, language), held.size());
    }
    if (!later.empty()) {
        out += chip("later", "plain", guard_name("rollout", language), later.size());
    }
    if (const auto findings = shown_findings(plan).size(); findings > 0) {
        out += chip("finding", "update", word(Word::findings, language), findings);
    }
    return out.empty() ? out : "<div class=\"chips\">\n" + out + "</div>\n";
}

// "2026-11-22 02:30 UTC+8"
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

std::string search(Language language)
{
    const std::string text = escaped(word(Word::search, language));
    return "<div class=\"find\"><input type=\"search\" placeholder=\"" + text + "\" aria-label=\"" +
           text + "\"><output class=\"soft\"></output></div>\n";
}

} // namespace

std::string render_html(const model::Plan& plan, const RenderOptions& options)
{
    const Language language = options.language;
    const std::string title = std::string{word(Word::title, language)} +
                              (options.company.empty() ? "" : " · " + options.company);
    std::string out = "<h1>" + escaped(title) + "</h1>\n";
    const std::string shown = chips(plan, language);
    out += plan.empty() ? "<p>" + escaped(summary_line(plan, language)) + "</p>\n" : "";
    out += shown;
    if (!plan.empty() && !plan.adoptions.empty()) {
        out += "<p>" + std::to_string(plan.adoptions.size()) + " " +
               escaped(word(Word::adopted, language)) + "</p>\n";
    }
    out += "<p class=\"soft\">" + escaped(forecast_line(plan, language)) + " · " +
           escaped(time_text(plan.created_at, options.utc_offset)) + " · " +
           escaped(word(Word::plan, language)) + " " + escaped(plan.fingerprint) + "</p>\n" +
           holds_part(plan, language) + (shown.empty() ? "" : search(language));
    for (OperationRow& row : rows_of(plan, options)) {
        out += article(std::move(row), language);
    }
    out += findings_part(plan, language);
    return html_page(title, out, language);
}

} // namespace rosterd::plan
