import { request } from 'node:http';
import { startPage } from '../../playground/page-server.ts';
import { startSlack } from '../../playground/slack.ts';

let slack: Awaited<ReturnType<typeof startSlack>>;
let page: Awaited<ReturnType<typeof startPage>>;
let token: string;
beforeAll(async () => {
  slack = await startSlack();
  page = await startPage(slack, { port: 0 });
  const html = await (await fetch(page.url)).text();
  token = /name="token" content="([0-9a-f]{48})"/.exec(html)?.[1] ?? '';
});
afterAll(async () => {
  await page.stop();
  await slack.stop();
});

const port = () => Number(new URL(page.url).port);

/** Asks with these headers, Host included, which fetch would not let through. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body = '') {
  return new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: port(), path, method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
const screen = () => `/screen?token=${token}&person=ada`;
const act = (what: unknown, person = 'ada') =>
  ask(`/act?token=${token}&person=${person}`, {}, 'POST', typeof what === 'string' ? what : JSON.stringify(what));

describe('nobody but the page itself', () => {
  test('it listens on loopback alone, and answers what names this host', async () => {
    expect(page.url).toBe(`http://localhost:${port()}`);
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      expect((await ask(screen(), { host: `${host}:${port()}` })).status).toBe(200);
  });

  test.each(['evil.example', 'localhost', 'localhost:1', 'localhost.evil.example'])(
    'another Host: %s',
    async (host) => {
      for (const path of ['/', '/main.js', screen()]) expect((await ask(path, { host })).status).toBe(403);
    },
  );

  test.each(['https://evil.example', 'null', 'https://localhost', 'http://localhost:1'])(
    'another Origin: %s',
    async (origin) => {
      for (const path of ['/', screen()]) expect((await ask(path, { origin })).status).toBe(403);
    },
  );

  test('its own Origin', async () => {
    expect((await ask(screen(), { origin: page.url })).status).toBe(200);
    expect((await ask(screen(), { origin: `https://localhost:${port()}` })).status).toBe(403);
  });

  test.each([
    'GET /screen',
    'GET /file',
    'GET /changes',
    'GET /inspector',
    'POST /act',
    'POST /weather',
    'POST /start-over',
  ])('%s without the token, or with a wrong one', async (route) => {
    const [method = '', path = ''] = route.split(' ');
    for (const given of ['', '?token=', `?token=${token.slice(1)}`, `?token=${token.replace(/./g, 'f')}`, '?token=é'])
      expect((await ask(encodeURI(path + given), {}, method)).status).toBe(403);
  });

  test('each start has a token of its own', async () => {
    const other = await startPage(slack, { port: 0 });
    expect(await (await fetch(other.url)).text()).not.toContain(token);
    await other.stop();
  });
});

test('GET /health needs no token', async () => {
  expect((await ask('/health')).status).toBe(200);
  expect((await ask('/health', { host: 'evil.example' })).status).toBe(403);
});

test('the page may run its own scripts alone, be framed by nobody, and is never guessed at', async () => {
  const { headers } = await ask('/');
  expect(headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'self';.*frame-ancestors 'none'/);
  expect(headers['content-security-policy']).not.toMatch(/unsafe/);
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' });
});

test.each(['/../package.json', '/%2e%2e/package.json', '/styles/theme.css/', '/README.md', '/page/main.js'])(
  'no file but those of the page: %s',
  async (path) => expect([403, 404]).toContain((await ask(`${path}?token=${token}`)).status),
);

describe('what makes no sense is told, and the playground lives', () => {
  test.each([
    ['no JSON', 'nonsense'],
    ['too much', JSON.stringify({ do: 'say', text: 'x'.repeat(300_000) })],
  ])('%s', async (_, sent) => expect((await act(sent)).status).toBe(400));

  test('nobody of that name', async () => expect((await act({ do: 'home' }, 'nobody')).status).toBe(400));

  test('a button that is gone', async () => {
    const press = { do: 'press', on: { channelId: 'C1', ts: '1' }, blockId: 'b', action: {}, values: {} };
    expect(JSON.parse((await act(press)).text)).toMatchObject({ kind: 'failed' });
  });

  test('weather that there is not', async () => {
    const wanted = JSON.stringify({ slowMilliseconds: -1 });
    expect((await ask(`/weather?token=${token}`, {}, 'POST', wanted)).status).toBe(400);
    expect(slack.weather.slowMilliseconds).toBe(0);
  });

  test('starting over where it can not', async () => {
    const answer = await ask(`/start-over?token=${token}`, {}, 'POST', '{}');
    expect([answer.status, JSON.parse(answer.text)]).toEqual([400, { error: 'This playground can not start over.' }]);
  });
});
