#include "daemon/sandbox/page.hpp"

namespace rosterd::sandbox
{

namespace
{

constexpr const char* kPage = R"html(<!doctype html>
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
td.bad { color: #d4380d; }
input { width: 100%; box-sizing: border-box; padding: .3rem .5rem; margin-bottom: .5rem; font: inherit; }
</style></head><body>
<header><h1 id="company">DingTalk sandbox</h1> <span id="facts"></span></header>
<main>
<section><h2>Organisation</h2>
<input id="find" type="search" placeholder="Find a name, userid or number" aria-label="Find">
<div id="tree"></div></section>
<section><h2>Calls</h2><table><tbody id="counts"></tbody></table>
<h2 style="margin-top:1rem">Last calls</h2>
<table><thead><tr><th>#</th><th class="time">Time</th><th>Path</th><th>Code</th><th>About</th></tr></thead>
<tbody id="calls"></tbody></table></section>
</main>
<script>
const make = (tag, text, cls) => {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (cls) element.className = cls;
  return element;
};
const toggled = new Map(); // what somebody opened or closed stays so
let org = null, shown = '', last = 0, recent = [], loggedIn = false;

function member(user, lead) {
  const item = make('li');
  item.append(make(lead ? 'b' : 'span', user.name, lead ? 'lead' : ''), ' ');
  const facts = [user.userid, user.title, user.telephone && '☎\u00a0' + user.telephone,
    user.manager_userid && '→\u00a0' + user.manager_userid, loggedIn && !user.active && 'not logged in',
    user.disabled && 'disabled', user.admin_level && 'administrator'].filter(Boolean);
  item.append(make('span', facts.join(' · '), 'soft'));
  return item;
}
// Large companies begin folded: the first levels are open.
const openAtFirst = depth => depth < 2 || org.users.length <= 100;
function branch(id, by, wanted, depth = 0) {
  const department = by.departments.get(id);
  const details = make('details');
  const people = (by.members.get(id) || []).filter(wanted);
  const below = (by.children.get(id) || []).map(child => branch(child, by, wanted, depth + 1)).filter(Boolean);
  if (by.filtered && !people.length && !below.length) return null;
  const summary = make('summary', department.name + ' ');
  const count = (by.members.get(id) || []).length;
  summary.append(make('span', 'id ' + id + (count ? ' · ' + count + (count === 1 ? ' person' : ' people') : ''), 'soft'));
  details.append(summary);
  details.open = by.filtered || (toggled.get(id) ?? openAtFirst(depth));
  summary.addEventListener('click', () => toggled.set(id, !details.open));
  const list = make('ul');
  people.slice(0, 300).forEach(user =>
    list.append(member(user, department.managers.includes(user.userid))));
  if (people.length > 300) list.append(make('li', '… ' + (people.length - 300) + ' more', 'soft'));
  details.append(list, ...below);
  return details;
}
function group(rows, key, value) {
  const groups = new Map();
  rows.forEach(row => groups.set(key(row), [...(groups.get(key(row)) || []), value(row)]));
  return groups;
}
function draw() {
  loggedIn = org.users.some(user => user.active && !user.admin_level);
  const text = document.getElementById('find').value.trim().toLowerCase();
  const wanted = user => !text || [user.name, user.userid, user.mobile, user.telephone]
    .some(value => (value || '').toLowerCase().includes(text));
  const members = new Map();
  org.users.forEach(user => (user.positions || []).forEach(position => {
    if (!members.has(position.dept_id)) members.set(position.dept_id, []);
    members.get(position.dept_id).push(user);
  }));
  const by = { filtered: Boolean(text), members,
    departments: new Map(org.departments.map(d => [d.dept_id, d])),
    children: group(org.departments.slice().sort((a, b) => a.order - b.order || a.dept_id - b.dept_id),
      d => d.parent_id, d => d.dept_id) };
  document.getElementById('company').textContent = org.company;
  document.getElementById('facts').textContent = 'DingTalk sandbox · ' + org.users.length + ' people, ' +
    org.departments.length + ' departments, ' + org.leave_records.length + ' left';
  document.getElementById('tree').replaceChildren(branch(1, by, wanted) || make('p', 'Nobody fits.', 'soft'));
}
function drawCalls(answer) {
  if (answer.last < last) recent = [];
  recent = [...answer.calls.slice().reverse(), ...recent].slice(0, 40);
  last = answer.last;
  document.getElementById('counts').replaceChildren(...Object.entries(answer.counts).map(([path, n]) => {
    const row = make('tr');
    row.append(make('td', path), make('td', n, 'number'));
    return row;
  }));
  document.getElementById('calls').replaceChildren(...recent.map(call => {
    const row = make('tr');
    row.append(make('td', call.n), make('td', call.at.slice(11, 23), 'time'), make('td', call.path),
      make('td', call.errcode, call.errcode === 0 ? '' : 'bad'), make('td', call.target));
    return row;
  }));
}
async function refresh() {
  try {
    const calls = await (await fetch('/sandbox/calls?limit=100000&since=' + last)).json();
    drawCalls(calls);
    const text = await (await fetch('/sandbox/org')).text();
    if (text !== shown) { shown = text; org = JSON.parse(text); draw(); }
  } catch (error) {
    document.getElementById('facts').textContent = 'the sandbox does not answer';
  }
  setTimeout(refresh, 2000);
}
document.getElementById('find').addEventListener('input', () => org && draw());
refresh();
</script></body></html>
)html";

} // namespace

http::HttpServerResponse page()
{
    http::HttpServerResponse response;
    response.content_type = "text/html;charset=UTF-8";
    response.body = kPage;
    return response;
}

} // namespace rosterd::sandbox
