// A plan as one self-contained page: readable on a phone, searchable, printable, without a network.
#include "core/plan/render.hpp"
#include "core/plan/render_rows.hpp"
#include "core/plan/render_words.hpp"

namespace rosterd::plan
{

namespace
{

constexpr std::string_view kStyle = R"css(
:root{--ink:#1b1f24;--soft:#667;--line:#dde1e6;--paper:#fff;--wash:#f5f7f9;--good:#176f3d;--change:#8a5a00;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#9aa0a6;--line:#3c4043;--paper:#17191c;--wash:#22262a;--good:#6dd58c;--change:#f3bf5a;--bad:#f28b82}}
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,"PingFang TC","PingFang SC","Noto Sans CJK TC","Microsoft YaHei",sans-serif;color:var(--ink);background:var(--paper)}
main{max-width:60rem;margin:0 auto;padding:1rem}h1{font-size:1.4rem;margin:.5rem 0}p{margin:.25rem 0}.soft{color:var(--soft)}
input{width:100%;font:inherit;padding:.6rem .8rem;border:1px solid var(--line);border-radius:.5rem;background:var(--wash);color:inherit;position:sticky;top:.5rem;margin:.75rem 0}
article{border:1px solid var(--line);border-radius:.5rem;padding:.6rem .8rem;margin:.5rem 0;overflow-wrap:anywhere}
article h2{font-size:1rem;margin:0;display:flex;gap:.5rem;flex-wrap:wrap;align-items:baseline}
.tag{font-size:.8rem;border:1px solid currentColor;border-radius:1rem;padding:0 .5rem;white-space:nowrap}
.create{color:var(--good)}.update{color:var(--change)}.delete{color:var(--bad)}.hold{border-left:.35rem solid var(--bad)}
dl{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr;gap:.1rem .8rem;margin:.4rem 0 0}dt{color:var(--soft)}dd{margin:0}del{color:var(--soft)}ins{text-decoration:none;font-weight:600}
@media print{input{display:none}article{break-inside:avoid}}
)css";

constexpr std::string_view kScript = R"js(
const box=document.querySelector('input'),all=[...document.querySelectorAll('article')];
box.addEventListener('input',()=>{const q=box.value.trim().toLowerCase();for(const a of all)a.hidden=!a.textContent.toLowerCase().includes(q)});
)js";

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

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

std::string_view language_tag(Language language)
{
    switch (language) {
    case Language::zh_tw:
        return "zh-Hant";
    case Language::zh_cn:
        return "zh-Hans";
    case Language::en:
        return "en";
    }
    return "en";
}

std::string article(const OperationRow& row, Language language)
{
    const model::Operation& operation = *row.operation;
    std::string out = "<article";
    out += row.held ? " class=\"hold\"" : "";
    out += "><h2><span class=\"tag ";
    out += class_of(operation.kind);
    out += "\">" + escaped(verb(operation.kind, language)) + "</span>" + escaped(row.subject);
    if (row.held) {
        out += "<span class=\"tag delete\">" + escaped(word(Word::needs_approval, language)) +
               "</span>";
    }
    out += "</h2><dl>";
    for (const FieldRow& field : row.fields) {
        out += "<dt>" + escaped(field_name(field.field, language)) + "</dt><dd>";
        out += field.before.empty() ? "" : "<del>" + escaped(field.before) + "</del> ";
        out += field.after.empty() ? "" : "<ins>" + escaped(field.after) + "</ins>";
        out += "</dd>";
    }
    out += "<dt>" + escaped(word(Word::cause, language)) + "</dt><dd>" +
           escaped(rule_name(operation.cause.rule, language) + " " + operation.cause.where) +
           "</dd></dl></article>\n";
    return out;
}

std::string findings_part(const model::Plan& plan, Language language)
{
    std::string out;
    for (const model::Finding& finding : plan.findings) {
        if (finding.severity == model::Severity::fixed) {
            continue;
        }
        const bool error = finding.severity == model::Severity::error;
        out += std::string{"<article><h2><span class=\"tag "} + (error ? "delete" : "update") +
               "\">" + std::string{model::to_string(finding.severity)} + "</span>" +
               escaped(finding.origin.where + " " + finding.employee_id) + "</h2><p>" +
               escaped(finding.message) + "</p><p class=\"soft\">" + escaped(finding.hint) +
               "</p></article>\n";
    }
    return out.empty() ? out : "<h1>" + escaped(word(Word::findings, language)) + "</h1>\n" + out;
}

} // namespace

std::string render_html(const model::Plan& plan, const RenderOptions& options)
{
    const Language language = options.language;
    const std::string title = std::string{word(Word::title, language)} +
                              (options.company.empty() ? "" : " · " + options.company);
    std::string out =
        "<!doctype html>\n<html lang=\"" + std::string{language_tag(language)} +
        "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width,initial-scale=1\"><meta "
        "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; script-src 'unsafe-inline'\"><title>" +
        escaped(title) + "</title><style>" + std::string{kStyle} +
        "</style></head>\n<body><main><h1>" + escaped(title) + "</h1>\n<p>" +
        escaped(summary_line(plan, language)) + "</p>\n<p class=\"soft\">" +
        escaped(forecast_line(plan, language)) + " · " +
        escaped(model::to_string(plan.created_at)) + " · " + escaped(plan.fingerprint) + "</p>\n";
    for (const model::Hold& hold : plan.held) {
        out += "<article class=\"hold\"><h2>" + escaped(hold.id + " " + hold.guard) + "</h2><p>" +
               escaped(word(Word::held, language)) + ": " + escaped(hold.explanation) +
               "</p></article>\n";
    }
    out += "<input type=\"search\" placeholder=\"" + escaped(word(Word::search, language)) +
           "\" aria-label=\"" + escaped(word(Word::search, language)) + "\">\n";
    for (const OperationRow& row : rows_of(plan, options)) {
        out += article(row, language);
    }
    out += findings_part(plan, language);
    return out + "</main><script>" + std::string{kScript} + "</script></body></html>\n";
}

} // namespace rosterd::plan
