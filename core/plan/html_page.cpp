#include "core/plan/html_page.hpp"

namespace rosterd::plan
{

namespace
{

constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#5c6470;--line:#dde1e6;--paper:#fff;--wash:#f5f7f9;--good:#176f3d;--change:#8a5a00;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#9aa0a6;--line:#3c4043;--paper:#17191c;--wash:#22262a;--good:#6dd58c;--change:#f3bf5a;--bad:#f28b82}}
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
:lang(zh-Hant) body{font-family:system-ui,"PingFang TC","Microsoft JhengHei","Noto Sans CJK TC",sans-serif}
:lang(zh-Hans) body{font-family:system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:60rem;margin:0 auto;padding:1rem}h1{font-size:1.4rem;line-height:1.3;margin:.5rem 0}p{margin:.25rem 0}.soft{color:var(--soft);font-size:.9rem}
.chips{display:flex;flex-wrap:wrap;gap:.5rem;margin:.75rem 0}
button{font:inherit;font-size:.9rem;background:none;border:1px solid currentColor;border-radius:1rem;padding:.15rem .75rem;cursor:pointer}
button b{margin-left:.3rem}button[aria-pressed=true]{background:var(--wash);box-shadow:inset 0 0 0 1px currentColor}
.find{position:sticky;top:0;display:flex;gap:.75rem;align-items:center;padding:.5rem 0;background:var(--paper)}
input{flex:1;min-width:0;font:inherit;padding:.6rem .8rem;border:1px solid var(--line);border-radius:.5rem;background:var(--wash);color:inherit}
output:empty{display:none}output{white-space:nowrap}
article{border:1px solid var(--line);border-radius:.5rem;padding:.6rem .8rem;margin:.5rem 0;overflow-wrap:anywhere}
article h2{font-size:1rem;margin:0;display:flex;gap:.5rem;flex-wrap:wrap;align-items:baseline}h2.part{font-size:1.1rem;margin:1.25rem 0 .5rem}
.tag{font-size:.8rem;font-weight:600;border:1px solid currentColor;border-radius:1rem;padding:0 .5rem;white-space:nowrap}
.create{color:var(--good)}.update{color:var(--change)}.delete{color:var(--bad)}.plain{color:inherit}.hold{border-left:.35rem solid var(--bad)}
code{background:var(--wash);border-radius:.25rem;padding:.1rem .35rem}
dl{display:grid;grid-template-columns:minmax(4.5rem,max-content) 1fr;gap:.1rem .8rem;margin:.4rem 0 0}dt{color:var(--soft)}dd{margin:0}del{color:var(--soft)}ins{text-decoration:none;font-weight:600}
@media print{.find{display:none}article{break-inside:avoid}}
)css";

// Narrows the page down to one kind of change, or to what contains a text.
constexpr std::string_view kScript = R"js(
const box=document.querySelector('input'),hits=document.querySelector('output'),chips=[...document.querySelectorAll('button')],
all=[...document.querySelectorAll('[data-kind]:not(button)')].map(e=>({e,kinds:e.dataset.kind.split(' '),text:e.textContent.toLowerCase(),counts:e.tagName==='ARTICLE'}));
let kind='';
function show(){const q=box.value.trim().toLowerCase();let n=0,of=0;
for(const a of all){a.e.hidden=Boolean(kind&&!a.kinds.includes(kind)||a.counts&&!a.text.includes(q));of+=a.counts;n+=a.counts&&!a.e.hidden}
hits.textContent=kind||q?n+' / '+of:'';for(const c of chips)c.setAttribute('aria-pressed',c.dataset.kind===kind)}
if(box){box.addEventListener('input',show);for(const c of chips)c.addEventListener('click',()=>{kind=kind===c.dataset.kind?'':c.dataset.kind;show()})}
)js";

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

} // namespace

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

std::string html_page(const std::string& title, const std::string& body, Language language)
{
    return "<!doctype html>\n<html lang=\"" + std::string{language_tag(language)} +
           "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
           "content=\"width=device-width,initial-scale=1\"><meta "
           "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
           "'unsafe-inline'; script-src 'unsafe-inline'\"><title>" +
           escaped(title) + "</title><style>" + std::string{kStyle} + "</style></head>\n" +
           "<body><main>" + body + "</main><script>" + std::string{kScript} +
           "</script></body></html>\n";
}

} // namespace rosterd::plan
