// A plan as one self-contained page: readable on a phone, searchable, printable, without a network.
#include <cstdlib>
#include <map>
#include <set>

#include "core/plan/guard_texts.hpp"
#include "core/plan/html_page.hpp"
#include "core/plan/html_parts.hpp"
#include "core/plan/render.hpp"
#include "core/plan/render_rows.hpp"
#include "core/plan/render_words.hpp"

namespace rosterd::plan
{

namespace
{

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

std::string search(Language language)
{
    const std::string text = escaped(word(Word::search, language));
    return "<div class=\"find\"><input type=\"search\" placeholder=\"" + text + "\" aria-label=\"" +
           text + "\"><output class=\"soft\"></output></div>\n";
}

// Department by department or person by person, and all departments folded or not.
std::string views(Language language)
{
    const auto button = [&](const char* id, Word text, const char* pressed) {
        return std::string{"<button type=\"button\" id=\""} + id + "\"" + pressed + ">" +
               escaped(word(text, language)) + "</button>";
    };
    return "<div class=\"views\">" +
           button("by-department", Word::by_department, " aria-pressed=\"true\"") +
           button("by-person", Word::by_person, " aria-pressed=\"false\"") +
           button("fold", Word::fold, "") + "</div>\n";
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
    out += forecast_part(plan, language) + "<p class=\"soft\">" +
           escaped(time_text(plan.created_at, options.utc_offset)) + " · " +
           escaped(word(Word::plan, language)) + " " + escaped(plan.fingerprint) + "</p>\n" +
           (options.read_at ? "<p class=\"soft\">" + escaped(read_line(options)) + "</p>\n" : "") +
           holds_part(plan, language) + effects_part(plan, language) +
           (shown.empty() ? "" : search(language)) + (plan.empty() ? "" : views(language));
    for (const DepartmentRows& department : by_department(plan, options)) {
        out += department_part(department, language);
    }
    out += "<section id=\"people\"></section>\n";
    out += findings_part(plan, language);
    return html_page(title, out, language);
}

} // namespace rosterd::plan
