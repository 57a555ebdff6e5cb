// Opens a page in Debian's Chromium and does what it is told: one JSON list of steps on standard input, one JSON list of
// answers on standard output. Fails if the page logs an error, throws, or asks for anything but itself.
//   node browse.mjs URL WIDTH HEIGHT
import puppeteer from 'puppeteer-core';

const [url, width, height] = process.argv.slice(2);
const steps = JSON.parse(await new Response(process.stdin).text());
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--lang=en'],
});
const faults = [];
const answers = [];
try {
  const page = await browser.newPage();
  await page.setViewport({ width: Number(width), height: Number(height) });
  page.on('pageerror', error => faults.push('threw: ' + error.message));
  page.on('console', message => message.type() === 'error' && faults.push('logged: ' + message.text()));
  page.on('request', request => {
    const asked = request.url();
    if (!asked.startsWith('data:') && new URL(asked).host !== new URL(url).host) faults.push('asked for ' + asked);
  });
  page.on('dialog', dialog => dialog.accept());
  await page.goto(url, { waitUntil: 'load' });
  const visible = elements => elements.filter(e => e.checkVisibility()).map(e => e.innerText.trim());
  const does = {
    click: selector => page.click(selector),
    type: (selector, text) => page.$eval(selector, e => { e.value = ''; }).then(() => page.type(selector, text)),
    choose: (selector, value) => page.select(selector, value),
    texts: selector => page.$$eval(selector, visible),
    wait: (selector, text) => page.waitForFunction(
      (s, t) => [...document.querySelectorAll(s)].some(e => e.checkVisibility() && e.innerText.includes(t)),
      { timeout: 10000 }, selector, text).then(() => true),
    gone: selector => page.waitForFunction(s => !document.querySelector(s), { timeout: 10000 }, selector).then(() => true),
    value: (selector, name) => page.$eval(selector, (e, n) => e[n], name),
    overflow: () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    picture: path => page.screenshot({ path, fullPage: true }).then(() => true),
  };
  for (const [name, ...rest] of steps) answers.push((await does[name](...rest)) ?? null);
} finally {
  await browser.close();
}
if (faults.length) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log(JSON.stringify(answers));
