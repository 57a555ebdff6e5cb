#include "daemon/sandbox/page_script.hpp"

namespace rosterd::sandbox
{

std::string_view page_script()
{
    return R"script(const make = (tag, text, cls) => {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (cls) element.className = cls;
  return element;
};
const toggled = new Map(); // what somebody opened or closed stays so
const at = id => document.getElementById(id);
let org = null, mark = '', last = 0, recent = [], loggedIn = false;

const words = {
  'zh-TW': { sandbox: '釘釘沙盒', organisation: '組織', faults: '故障開關', on: '開啟', clear: '全部關閉', calls: '呼叫',
    last: '最近的呼叫', failures: '只看失敗', time: '時間', path: '路徑', code: '代碼', about: '對象', save: '儲存', remove: '移除',
    cancel: '取消', find: '搜尋姓名、userid 或號碼', filter: '篩選路徑、代碼或對象', times: '次數', people: ' 人', departments: ' 個部門',
    left: ' 人離職', nobody: '沒有符合的人。', silent: '沙盒沒有回應', not_active: '未登入', disabled: '已停用', administrator: '管理員',
    a_second: ' 次／秒', month: '本月計費呼叫', by_hand: '手動修改' },
  'zh-CN': { sandbox: '钉钉沙箱', organisation: '组织', faults: '故障开关', on: '开启', clear: '全部关闭', calls: '调用',
    last: '最近的调用', failures: '只看失败', time: '时间', path: '路径', code: '代码', about: '对象', save: '保存', remove: '移除',
    cancel: '取消', find: '搜索姓名、userid 或号码', filter: '筛选路径、代码或对象', times: '次数', people: ' 人', departments: ' 个部门',
    left: ' 人离职', nobody: '没有符合的人。', silent: '沙箱没有响应', not_active: '未登录', disabled: '已停用', administrator: '管理员',
    a_second: ' 次/秒', month: '本月计费调用', by_hand: '手动修改' },
  en: { sandbox: 'DingTalk sandbox', organisation: 'Organisation', faults: 'Faults', on: 'Switch on', clear: 'Switch all off',
    calls: 'Calls', last: 'Last calls', failures: 'failures only', time: 'Time', path: 'Path', code: 'Code', about: 'About',
    save: 'Save', remove: 'Remove', cancel: 'Cancel', find: 'Find a name, userid or number', filter: 'Filter by path, code or object',
    times: 'times', people: ' people', departments: ' departments', left: ' left', nobody: 'Nobody fits.',
    silent: 'the sandbox does not answer', not_active: 'not logged in', disabled: 'disabled', administrator: 'administrator',
    a_second: ' calls/s', month: 'metered this month', by_hand: 'change by hand' },
};
let language = 'en';
const say = word => words[language][word];
function speak(wanted) {
  language = document.documentElement.lang = at('language').value = wanted;
  document.querySelectorAll('[data-t]').forEach(element => { element.textContent = say(element.dataset.t); });
  ['find', 'filter', 'times'].forEach(id => {
    at(id).placeholder = say(id);
    at(id).setAttribute('aria-label', say(id));
  });
  if (org) draw();
}
function member(user, lead) {
  const item = make('li');
  item.append(make(lead ? 'b' : 'span', user.name, lead ? 'lead' : ''), ' ');
  const facts = [user.userid, user.title, user.telephone && '☎\u00a0' + user.telephone,
    user.manager_userid && '→\u00a0' + user.manager_userid, loggedIn && !user.active && say('not_active'),
    user.disabled && say('disabled'), user.admin_level && say('administrator')].filter(Boolean);
  item.append(make('span', facts.join(' · '), 'soft'), editor(() => byHand('users/' + user.userid, user.name, {
    name: user.name, mobile: user.mobile, title: user.title || '', telephone: user.telephone || '',
    active: user.active, admin: Boolean(user.admin_level) })));
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
  summary.append(make('span', 'id ' + id + (count ? ' · ' + count + say('people') : ''), 'soft'));
  if (id !== 1) summary.append(editor(() => byHand('departments/' + id, department.name, {
    name: department.name, parent_id: department.parent_id, order: department.order })));
  details.append(summary);
  details.open = by.filtered || (toggled.get(id) ?? openAtFirst(depth));
  summary.addEventListener('click', () => toggled.set(id, !details.open));
  const list = make('ul');
  people.slice(0, 300).forEach(user =>
    list.append(member(user, department.managers.includes(user.userid))));
  if (people.length > 300) list.append(make('li', '… +' + (people.length - 300), 'soft'));
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
  document.getElementById('facts').textContent = say('sandbox') + ' · ' + org.users.length + say('people') +
    ' · ' + org.departments.length + say('departments') + ' · ' + org.leave_records.length + say('left');
  document.getElementById('tree').replaceChildren(branch(1, by, wanted) || make('p', say('nobody'), 'soft'));
}
function drawCalls(answer) {
  if (answer.last < last) { recent = []; mark = ''; } // another sandbox
  recent = [...answer.calls.slice().reverse(), ...recent].slice(0, 5000);
  last = answer.last;
  at('paths').replaceChildren(...['*', ...Object.keys(answer.counts)].map(path => new Option(path, path)));
  document.getElementById('counts').replaceChildren(...Object.entries(answer.counts).map(([path, n]) => {
    const row = make('tr');
    row.append(make('td', path), make('td', n, 'number'));
    return row;
  }));
  drawLog();
}
function drawLog() {
  const text = at('filter').value.trim().toLowerCase();
  const wanted = call => (!at('failures').checked || call.errcode !== 0) &&
    (call.path + ' ' + call.errcode + ' ' + call.target).toLowerCase().includes(text);
  at('calls').replaceChildren(...recent.filter(wanted).slice(0, 40).map(call => {
    const row = make('tr');
    row.append(make('td', call.n), make('td', call.at.slice(11, 23), 'time'), make('td', call.path),
      make('td', call.errcode, call.errcode === 0 ? '' : 'bad'), make('td', call.target));
    return row;
  }));
}
const ask = async (path, body, method = body === undefined ? 'GET' : 'POST') => (await fetch('/sandbox/' + path,
  { method, body: body === undefined ? undefined : JSON.stringify(body) })).json();
function drawFaults(faults) {
  at('faults').replaceChildren(...faults.map(one => make('li', one.mode + (one.mode === 'errcode' ? ' ' + one.errcode : '') +
    ' · ' + one.path + (one.count < 0 ? '' : ' · ' + one.count + '×'), 'bad')));
  at('clear').hidden = !faults.length;
}
async function drawLimits() {
  const limits = await ask('limits');
  at('limits').textContent = (limits.calls_a_second || '∞') + say('a_second') + ' · ' + say('month') + ' ' +
    limits.month.used + ' / ' + (limits.month.limit || '∞');
  at('clock').textContent = (await ask('time')).now.slice(0, 19).replace('T', ' ') + ' UTC';
}
function editor(open) {
  const button = make('button', '✎', 'edit');
  button.title = say('by_hand');
  button.addEventListener('click', event => { event.preventDefault(); open(); });
  return button;
}
function byHand(path, name, values) {
  at('whose').textContent = name;
  at('refused').textContent = '';
  at('fields').replaceChildren(...Object.entries(values).map(([field, value]) => {
    const label = make('label', field + ' ');
    const input = make('input');
    input.name = field;
    if (typeof value === 'boolean') { input.type = 'checkbox'; input.checked = value; } else input.value = value;
    label.append(input);
    return label;
  }));
  const sent = async (body, method) => {
    const answer = await ask(path, body, method);
    if (answer.error) at('refused').textContent = (answer.errcode || '') + ' ' + answer.error;
    else at('hand').close();
  };
  at('save').onclick = event => {
    event.preventDefault();
    const changed = [...at('fields').querySelectorAll('input')].map(input =>
      [input.name, input.type === 'checkbox' ? input.checked : input.value]).filter(([field, value]) =>
      String(values[field]) !== String(value));
    sent(Object.fromEntries(changed), 'POST');
  };
  at('remove').onclick = event => { event.preventDefault(); sent(undefined, 'DELETE'); };
  at('hand').showModal();
}
// However large the company: the sandbox is there for its callers, not for who looks on.
async function refresh() {
  const began = performance.now();
  try {
    drawCalls(await ask('calls?limit=100000&since=' + last));
    drawFaults(await ask('faults'));
    await drawLimits();
    const answer = await fetch('/sandbox/org', { cache: 'no-store', headers: mark ? { 'If-None-Match': mark } : {} });
    if (answer.status === 200) { org = await answer.json(); mark = answer.headers.get('ETag'); draw(); }
  } catch (error) {
    document.getElementById('facts').textContent = say('silent');
  }
  setTimeout(refresh, Math.max(2000, 10 * (performance.now() - began)));
}
at('find').addEventListener('input', () => org && draw());
at('filter').addEventListener('input', drawLog);
at('failures').addEventListener('change', drawLog);
document.querySelectorAll('[data-forward]').forEach(button => button.addEventListener('click', async () => {
  await ask('time', { forward: button.dataset.forward });
  drawLimits();
}));
at('fault').addEventListener('submit', async event => {
  event.preventDefault();
  drawFaults(await ask('faults', { switch: at('switch').value, path: at('path').value || '*',
    ...(at('times').value ? { count: Number(at('times').value) } : {}) }));
});
at('clear').addEventListener('click', async () => drawFaults(await ask('faults', undefined, 'DELETE')));
at('language').addEventListener('change', event => speak(event.target.value));
ask('switches').then(all => at('switch').replaceChildren(...Object.entries(all).map(([name, about]) => {
  const option = new Option(name, name);
  option.title = about;
  return option;
})));
speak(words[navigator.language] ? navigator.language : /^zh-(TW|HK|Hant)/.test(navigator.language) ? 'zh-TW' :
  navigator.language.startsWith('zh') ? 'zh-CN' : 'en');
refresh();
)script";
}

} // namespace rosterd::sandbox
