#include "daemon/sandbox/page.hpp"

#include <string_view>

#include "daemon/sandbox/page_script.hpp"

namespace rosterd::sandbox
{

namespace
{

constexpr std::string_view kPage = R"html(<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>DingTalk sandbox</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; --line: #8883; --soft: #888; --mark: #1677ff; }
body { font: 14px/1.5 system-ui, "Noto Sans CJK TC", sans-serif; margin: 0; }
header { padding: .8rem 1.2rem; border-bottom: 1px solid var(--line); }
h1 { font-size: 1.1rem; margin: 0; display: inline; }
header span, .soft { color: var(--soft); }
main { display: grid; grid-template-columns: 3fr 2fr; gap: 1.2rem; padding: 1rem 1.2rem; }
@media (max-width: 60rem) { main { grid-template-columns: 1fr; } }
h2 { font-size: 1rem; margin: 0 0 .5rem; }
details { margin-left: 1rem; border-left: 1px solid var(--line); padding-left: .6rem; }
summary { cursor: pointer; }
ul { margin: .1rem 0 .3rem; padding-left: 1.4rem; list-style: none; }
b.lead { color: var(--mark); font-weight: 600; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; padding: .15rem .5rem .15rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number { text-align: right; padding-right: 0; font-variant-numeric: tabular-nums; }
@media (max-width: 75rem) and (min-width: 60rem), (max-width: 36rem) { .time { display: none; } }
@media (max-width: 36rem) { main { padding: .8rem; } td { overflow-wrap: anywhere; } }
.bad { color: #d4380d; }
section, #fault > * { min-width: 0; }
button { white-space: nowrap; }
section h2:not(:first-child) { margin-top: 1rem; }
input, select, button { font: inherit; padding: .3rem .5rem; box-sizing: border-box; }
input[type=search], dialog input { width: 100%; margin-bottom: .5rem; }
nav { display: inline; float: right; }
#fault { display: grid; grid-template-columns: 2fr 3fr 1fr auto; gap: .4rem; }
@media (max-width: 36rem) { #fault { grid-template-columns: 1fr 1fr; } nav { float: none; display: block; } }
button.edit { border: 0; background: none; padding: 0 .2rem; color: var(--soft); cursor: pointer; }
dialog { border: 1px solid var(--line); border-radius: .4rem; min-width: min(22rem, 90vw); }
</style></head><body>
<header><h1 id="company">DingTalk sandbox</h1> <span id="facts"></span>
<nav><span id="clock"></span> <button data-forward="1h">+1 h</button> <button data-forward="1d">+1 d</button>
<select id="language" aria-label="Language"><option value="zh-TW">繁體中文</option><option value="zh-CN">简体中文</option>
<option value="en">English</option></select></nav></header>
<main>
<section><h2 data-t="organisation"></h2>
<input id="find" type="search">
<div id="tree"></div></section>
<section><h2 data-t="faults"></h2>
<form id="fault"><select id="switch"></select><input id="path" list="paths" value="*"><datalist id="paths"></datalist>
<input id="times" type="number" min="1"><button data-t="on"></button></form>
<ul id="faults"></ul><button id="clear" data-t="clear"></button>
<h2 data-t="calls"></h2><table><tbody id="counts"></tbody></table><p id="limits" class="soft"></p>
<h2 data-t="last"></h2>
<input id="filter" type="search"><label><input id="failures" type="checkbox"> <span data-t="failures"></span></label>
<table><thead><tr><th>#</th><th class="time" data-t="time"></th><th data-t="path"></th><th data-t="code"></th>
<th data-t="about"></th></tr></thead><tbody id="calls"></tbody></table></section>
</main>
<dialog id="hand"><form method="dialog"><h2 id="whose"></h2><div id="fields"></div><p id="refused" class="bad"></p>
<button id="save" data-t="save"></button> <button id="remove" data-t="remove"></button>
<button value="cancel" data-t="cancel" formnovalidate></button></form></dialog>
<script>
)html";

constexpr std::string_view kEnd = "</script></body></html>\n";

} // namespace

http::HttpServerResponse page()
{
    http::HttpServerResponse response;
    response.content_type = "text/html;charset=UTF-8";
    response.body.append(kPage).append(page_script()).append(kEnd);
    return response;
}

} // namespace rosterd::sandbox
