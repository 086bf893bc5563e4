import { once } from 'node:events';
import { connect } from 'node:net';
import { atBot, openPage } from '../support/password-page.ts';
import { password } from '../support/world.ts';
import { openPageStage, type PageStage } from './purposes.ts';

/** What the page promises to browsers, link previewers and strangers. */
let stage: PageStage;
let url: string;
beforeAll(async () => {
  stage = await openPageStage();
  url = await freshPage();
});
afterAll(() => stage.world.stop());

async function freshPage(): Promise<string> {
  return atBot(await stage.ask(stage.stranger(), '/account sign-up'), stage.world.urls[0] as string);
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const unknown = () => url.replace(/[^/]{43}$/, 'A'.repeat(43));

test('strict headers on every answer', async () => {
  const answers = [
    await openPage(url),
    await openPage(unknown()),
    await openPage(`${url}x`),
    await openPage(url, { method: 'PUT' }),
    await openPage(url, { method: 'POST', headers: form, body: 'x' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 410, 404, 405, 422]);
  for (const { headers } of answers) {
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy.split('; ').sort()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      expect.stringMatching(/^style-src 'sha256-[\w+/=]{44}'$/),
    ]);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'strict-transport-security': 'max-age=31536000',
    });
  }
});

test('no script, and nothing from elsewhere', async () => {
  const { html } = await openPage(url);
  expect(html).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|\bsrc=|\bhref=|https?:\/\//i);
  expect(html).not.toContain(url.slice(-43));
});

test('link previewers use nothing up', async () => {
  const mine = await freshPage();
  for (const method of ['HEAD', 'GET', 'HEAD', 'GET', 'OPTIONS'])
    await fetch(mine, { method, headers: { 'user-agent': 'Slackbot-LinkExpanding 1.0' } });
  const head = await fetch(mine, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  const page = await openPage(mine);
  const done = await page.submit({ Email: 'previewed@example.com', Password: password, 'Confirm password': password });
  expect(done.title).toBe('Done');
});

test('beneath the prefix of PUBLIC_URL, and where a proxy takes it off', async () => {
  expect(new URL(url).pathname).toMatch(/^\/team\/password\/[\w-]{43}$/);
  const without = url.replace('/team/', '/');
  const page = await openPage(without);
  expect(page.status).toBe(200);
  expect((await page.submit({ Email: 'nonsense' }, url)).inputs['Email']?.error).toMatch(/email address/);
});

test('a link that nobody was given', async () => {
  for (const init of [{}, { method: 'POST', headers: form, body: 'email=a' }]) {
    const page = await openPage(unknown(), init);
    expect(page.status).toBe(410);
    expect(page.text).toMatch(/isn't good any more.*Ask for a new one in Slack/);
  }
  expect((await openPage(url.replace(/[^/]{43}$/, ''))).status).toBe(404);
});

test('nothing but a form of at most 16 KiB is taken', async () => {
  const post = (body: string, type = form['content-type']) =>
    openPage(url, { method: 'POST', headers: { 'content-type': type }, body });
  expect((await post('{}', 'application/json')).status).toBe(415);
  expect((await post('email=a', 'text/plain')).status).toBe(415);
  expect((await post('email=a', 'application/x-www-form-urlencoded; charset=UTF-8')).status).toBe(422);
  expect((await post('email='.padEnd(16 * 1024, 'a'))).status).toBe(422);
  expect((await post('email='.padEnd(16 * 1024 + 1, 'a'))).status).toBe(413);
  const { headers } = await openPage(url, { method: 'DELETE' });
  expect(headers.get('allow')).toBe('GET, HEAD, POST');
});

test('what somebody sends without end is cut off', async () => {
  const { port, pathname } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: ${form['content-type']}\r\ncontent-length: 99999999\r\n\r\n`,
  );
  const sending = setInterval(() => socket.write('a'.repeat(8192)), 5);
  let answer = '';
  socket.on('data', (data) => {
    answer += data.toString();
  });
  await once(socket, 'close');
  clearInterval(sending);
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
});

test.each([
  '<script>alert(1)</script>',
  '" autofocus onfocus="alert(1)',
  "'><b>",
  '&lt;b&gt;',
  '\u202Eevil',
  '$where',
  '__proto__',
  '\u0000',
])('S2: %j stays text', async (hostile) => {
  const page = await openPage(url);
  const values = { 'First name': hostile, Surname: hostile, Email: hostile, Username: hostile, Password: hostile };
  const refused = await page.submit({ ...values, 'Confirm password': hostile });
  expect(refused.status).toBe(422);
  expect(refused.inputs['First name']?.value).toBe(hostile);
  expect(refused.html.replace(/"[^"]*"/g, '')).not.toMatch(/<script|<b>|onfocus/);
});

test('fields under other names, twice, or missing, are refused in words', async () => {
  for (const body of ['', '__proto__=1&constructor=2', 'email=a&email=b', 'email[$ne]=1', '%ff=%ff&firstName=%ff%fe']) {
    const page = await openPage(url, { method: 'POST', headers: form, body });
    expect(page.status).toBe(422);
    expect(page.inputs['Email']?.error).toMatch(/Type an email address/);
  }
});
