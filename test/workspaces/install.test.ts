import { startWorld, type World } from '../support/world.ts';

const [analytical, differential] = ['T0ANALYTIC', 'T0DIFFER'];
let now = 0;
let world: World;

beforeAll(async () => {
  now = Date.now();
  world = await startWorld({ oauth: {}, bots: 2, clock: () => new Date(now) });
});
afterAll(() => world.stop());

const at = (path: string, bot = 0) => String(world.urls[bot]).replace('/slack/events', path);
const redirected = (query: Record<string, string>, cookie = '') =>
  fetch(`${at('/slack/oauth_redirect')}?${new URLSearchParams(query)}`, { headers: { cookie } });

/** A browser that has been at Slack and has not come back yet. */
async function begun(of = analytical) {
  const start = await fetch(at('/slack/install'), { redirect: 'manual' });
  const cookie = start.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const asking = new URL(start.headers.get('location') ?? '');
  asking.searchParams.set('team', of);
  asking.searchParams.set('decision', 'allow');
  const back = new URL((await fetch(asking, { redirect: 'manual' })).headers.get('location') ?? '');
  return { asking, back, cookie, start, query: Object.fromEntries(back.searchParams) as Record<string, string> };
}

test('an administrator installs it, and people there are answered by its token', async () => {
  const { status, page } = await world.install(analytical);
  expect(status).toBe(200);
  expect(page).toMatch(/Dibs is installed/);
  expect(page).toMatch(/Analytical/);
  const ada = await world.member('ada');
  expect((await ada.openHome()).text).toMatch(/Claimed by me/);
  const [token] = world.oauth.tokens();
  const used = world.slack.calls.filter(({ method }) => method.startsWith('views.')).map((call) => call.token);
  expect(used.length).toBeGreaterThan(1);
  expect(new Set(used)).toEqual(new Set([token]));
});

test('the way to Slack asks for what the bot needs, leads back to it and binds the browser', async () => {
  const { asking, back, start } = await begun();
  expect(start.status).toBe(302);
  expect(asking.origin + asking.pathname).toBe(`${world.slack.base}/oauth/v2/authorize`);
  expect(asking.searchParams.get('scope')).toBe('chat:write,commands,files:write,im:history,im:write,users:read');
  expect(back.pathname).toBe('/slack/oauth_redirect');
  expect(start.headers.getSetCookie()[0]).toMatch(
    /^slack-app-oauth-state=[^;]+; Secure; HttpOnly; Path=\/; Max-Age=600$/,
  );
});

test('both pages are the bot’s own: no script, nothing of anybody else, told to nobody', async () => {
  const pages = [await world.install(differential), await world.install(differential, 'deny')];
  for (const { headers, page } of pages) {
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(page).not.toMatch(/<script|src=|@import|url\(/);
  }
});

test('denied by the administrator: said so, and nothing is saved', async () => {
  const before = await world.dump();
  const { status, page } = await world.install(differential, 'deny');
  expect(status).toBe(403);
  expect(page).toMatch(/cancelled/);
  expect(page).toMatch(/href="install"/);
  expect(await world.count('installations', {})).toBe((before.match(/"botToken"/g) ?? []).length);
});

describe('a state is used once, by the browser that began, within ten minutes', () => {
  const refused = async (response: Response) => {
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/has run out/);
  };

  test('used before', async () => {
    const { query, cookie } = await begun();
    expect((await redirected(query, cookie)).status).toBe(200);
    await refused(await redirected(query, cookie));
    // Also with a code that Slack would still take, on another process, and at once.
    const other = await begun();
    const both = { ...other.query, state: query['state'] ?? '' };
    await refused(await redirected(both, cookie));
  });

  test('of twenty at once one installs', async () => {
    const { query, cookie } = await begun();
    const answers = await Promise.all(Array.from({ length: 20 }, () => redirected(query, cookie)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(19);
  });

  test('of another browser', async () => {
    const { query } = await begun();
    await refused(await redirected(query));
    await refused(await redirected(query, (await begun()).cookie));
  });

  test('altered, or signed with another secret', async () => {
    const { query } = await begun();
    const [id] = (query['state'] ?? '').split('.');
    for (const state of [`${query['state']}x`, `x${query['state']}`, id ?? '', `${id}.`, `${id}.AAAA`, '', '.'])
      await refused(await redirected({ ...query, state }, `slack-app-oauth-state=${state}`));
  });

  test('older than ten minutes', async () => {
    const { query, cookie } = await begun();
    now += 10 * 60_000 + 1;
    await refused(await redirected(query, cookie));
  });

  test('the database holds no state that would be taken', async () => {
    const { query } = await begun();
    expect(await world.dump()).not.toContain(query['state']);
  });
});

test('a code that Slack doesn’t take, and none at all: said so', async () => {
  const { query, cookie } = await begun();
  const { status } = await redirected({ ...query, code: 'made-up' }, cookie);
  expect(status).toBe(502);
  expect((await redirected({})).status).toBe(502);
  expect((await fetch(at('/slack/install'), { method: 'POST' })).status).toBe(405);
});

test('nothing readable: no token that was ever given out stands in the database', async () => {
  await world.install(differential);
  const tokens = world.oauth.tokens();
  expect(tokens.length).toBeGreaterThan(3);
  const dump = await world.dump();
  for (const token of tokens) {
    expect(dump).not.toContain(token);
    expect(dump).not.toContain(Buffer.from(token).toString('hex'));
    expect(dump).not.toContain(Buffer.from(token).toString('base64').replace(/=+$/, ''));
  }
  expect(dump.match(/"botToken":"v1\./g)?.length).toBe(2);
});

test('who begins too often is asked to wait, and nothing is stored for it', async () => {
  const other = await startWorld({ oauth: {} });
  const begin = () => fetch(String(other.urls[0]).replace('/slack/events', '/slack/install'), { redirect: 'manual' });
  const begins = await Promise.all(Array.from({ length: 70 }, begin));
  expect(begins.filter(({ status }) => status === 302)).toHaveLength(60);
  const [refused] = begins.filter(({ status }) => status === 429);
  expect(await refused?.text()).toMatch(/Try again in a minute/);
  expect(await other.count('oauthStates', {})).toBe(60);
  await other.stop();
});
