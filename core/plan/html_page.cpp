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
.views{display:flex;flex-wrap:wrap;gap:.5rem;margin:.25rem 0 .5rem}.flat .group,.flat #fold{display:none}body:not(.flat) .place{display:none}
summary{cursor:pointer;padding:.35rem 0;overflow-wrap:anywhere}.group>summary{font-weight:600;border-bottom:1px solid var(--line)}summary b{margin-left:.5rem;color:var(--soft)}
.find{position:sticky;top:0;display:flex;gap:.75rem;align-items:center;padding:.5rem 0;background:var(--paper)}
input{flex:1;min-width:0;font:inherit;padding:.6rem .8rem;border:1px solid var(--line);border-radius:.5rem;background:var(--wash);color:inherit}
output:empty{display:none}output{white-space:nowrap}
article{border:1px solid var(--line);border-radius:.5rem;padding:.6rem .8rem;margin:.5rem 0;overflow-wrap:anywhere}
article h2{font-size:1rem;margin:0;display:flex;gap:.5rem;flex-wrap:wrap;align-items:baseline}article h3{font-size:1rem;margin:.5rem 0 0}ul{margin:.25rem 0;padding-left:1.2rem}ul.rights{list-style:none;padding:0}ul.lost{color:var(--soft);font-size:.9rem}h2.part{font-size:1.1rem;margin:1.25rem 0 .5rem}
.tag{font-size:.8rem;font-weight:600;border:1px solid currentColor;border-radius:1rem;padding:0 .5rem;white-space:nowrap}
.create{color:var(--good)}.update{color:var(--change)}.delete{color:var(--bad)}.plain{color:inherit}.hold{border-left:.35rem solid var(--bad)}
code{background:var(--wash);border-radius:.25rem;padding:.1rem .35rem}
dl{display:grid;grid-template-columns:fit-content(40%) 1fr;gap:.1rem .8rem;margin:.4rem 0 0}dt{color:var(--soft);overflow-wrap:anywhere}dd{margin:0;min-width:0;overflow-wrap:anywhere}del{color:var(--soft)}ins{text-decoration:none;font-weight:600}
@media print{.find,.views{display:none}article{break-inside:avoid}}
)css";

// Narrows the page down to one kind of change, or to what contains a text; a department without any
// of it goes. Person by person the articles stand in one list, in the order of what is written.
constexpr std::string_view kScript = R"js(
const $=s=>document.querySelector(s),$$=s=>[...document.querySelectorAll(s)];
const box=$('input'),hits=$('output'),chips=$$('.chips button'),groups=$$('details.group'),people=$('#people'),
all=$$('[data-kind]:not(button)').map(e=>({e,kinds:e.dataset.kind.split(' '),home:e.closest('details.group'),counts:e.tagName==='ARTICLE',
text:(e.textContent+' '+(e.closest('details.group')?.firstElementChild.textContent??'')).toLowerCase()}));
let kind='';
function show(){const q=box.value.trim().toLowerCase();let n=0,of=0;const shown=new Set();
for(const a of all){a.e.hidden=Boolean(kind&&!a.kinds.includes(kind)||a.counts&&!a.text.includes(q));of+=a.counts;
if(a.counts&&!a.e.hidden){n++;shown.add(a.home)}}
for(const g of groups){g.hidden=!shown.has(g);if(q||kind)g.open=true}
hits.textContent=kind||q?n+' / '+of:'';for(const c of chips)c.setAttribute('aria-pressed',c.dataset.kind===kind)}
function view(flat){document.body.classList.toggle('flat',flat);const moved=all.filter(a=>a.home);
if(flat)moved.sort((a,b)=>a.e.dataset.who.localeCompare(b.e.dataset.who,undefined,{numeric:true}));
for(const a of moved)(flat?people:a.home).append(a.e);
$('#by-person').setAttribute('aria-pressed',flat);$('#by-department').setAttribute('aria-pressed',!flat)}
if(box){box.addEventListener('input',show);for(const c of chips)c.addEventListener('click',()=>{kind=kind===c.dataset.kind?'':c.dataset.kind;show()})}
if(groups.length){$('#by-person').addEventListener('click',()=>view(true));$('#by-department').addEventListener('click',()=>view(false));
$('#fold').addEventListener('click',()=>{const open=!groups.some(g=>g.open);for(const g of groups)g.open=open})}
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
