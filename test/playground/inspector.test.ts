import { type Fixture, startFixture } from './fixture-bot.ts';
import { divider, element, input } from './samples.ts';
import { call, show } from './surfaces.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.stop());

const entries = (after?: number) => fixture.slack.inspector.entries(after);
const password = 'Correct-horse-7';

test('lists each request in both directions, with time, status and payloads', async () => {
  fixture.answers(async () => {
    await call(fixture.slack, 'chat.postMessage', { channel: 'general', text: 'from the bot' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    return { body: { text: 'done' } };
  });
  await fixture.ada.command('/try @grace');
  const [byBot, toBot] = entries();
  expect(byBot).toMatchObject({
    ...{ number: 1, direction: 'by the bot', what: 'chat.postMessage', status: 200 },
    ...{ request: { channel: 'general', text: 'from the bot' }, response: { ok: true } },
  });
  expect(toBot).toMatchObject({
    ...{ number: 2, direction: 'to the bot', what: `/try <@${fixture.grace.userId}|grace>`, status: 200 },
    ...{ request: { kind: 'slash_commands', payload: { command: '/try' } }, response: { text: 'done' } },
  });
  expect(toBot?.milliseconds).toBeGreaterThanOrEqual(30);
  expect(Math.abs(Date.now() - (toBot?.at ?? 0))).toBeLessThan(5000);
  expect(entries(1)).toEqual([toBot]);
});

test('lists response URLs, refusals, and what got no answer', async () => {
  await call(fixture.slack, 'chat.postMessage', { channel: 'general', blocks: [{ type: 'x' }] });
  const told = await fixture.told('/try', () => fixture.ada.command('/try'));
  await fetch(told.response_url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"text":"a"}',
  });
  fixture.slack.deliverTo('http://127.0.0.1:9/');
  await fixture.ada.command('/try');
  const seen = entries().map(({ what, status, response }) => [what, status, response]);
  expect(seen).toContainEqual(['response_url', 200, 'ok']);
  expect(seen).toContainEqual(['chat.postMessage', 200, expect.objectContaining({ error: 'invalid_blocks' })]);
  expect(seen).toContainEqual(['/try', 0, expect.any(String)]);
});

test('shows no token, no signature, and nothing that was typed as a password', async () => {
  const field = (label: string, others = {}) =>
    input(element('plain_text_input', others), { block_id: label, label: { type: 'plain_text', text: label } });
  const labels = ['Password', 'Confirm password', 'Current password'];
  const blocks = [
    field('Email'),
    ...labels.map((label) => field(label)),
    field('Old password', { initial_value: password }),
  ];
  await show(fixture.slack, 'modal', blocks);
  fixture.answers(({ type }) =>
    type === 'view_submission' ? { body: { response_action: 'update', view: again } } : undefined,
  );
  const again = { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [divider()] };
  await fixture.ada.submit({
    Email: 'ada@example.com',
    ...Object.fromEntries(labels.map((label) => [label, password])),
  });
  await call(fixture.slack, 'auth.test', { token: fixture.slack.botToken });
  const shown = JSON.stringify(entries());
  for (const secret of [password, fixture.slack.botToken, fixture.slack.signingSecret, 'verification-token'])
    expect(shown).not.toContain(secret);
  expect(shown).toContain('ada@example.com');
  const { request } = entries().find(({ what }) => what.startsWith('view_submission')) as never as { request: never };
  expect(request).toMatchObject({
    headers: { 'x-slack-signature': '[hidden]' },
    payload: { token: '[hidden]', view: { state: { values: { Password: { chosen: { value: '[hidden]' } } } } } },
  });
  expect(fixture.last('view_submission').payload.view.state.values.Password.chosen.value).toBe(password);
});

test('sends one again, the same and freshly signed', async () => {
  await fixture.ada.command('/try it');
  const [first] = entries();
  expect(await fixture.slack.inspector.again(first?.number ?? 0)).toEqual({ status: 200 });
  const [one, two] = fixture.heard;
  expect(two?.payload).toEqual(one?.payload);
  expect(entries()).toHaveLength(2);
  await call(fixture.slack, 'auth.test', {});
  expect(await fixture.slack.inspector.again(3)).toBeUndefined();
  expect(await fixture.slack.inspector.again(99)).toBeUndefined();
});

test('keeps the latest 500, and tells when it grew', async () => {
  let told = 0;
  const stop = fixture.slack.inspector.subscribe(() => told++);
  for (let count = 0; count < 510; count++) await call(fixture.slack, 'auth.test', {});
  stop();
  expect(told).toBe(510);
  expect(entries()).toHaveLength(500);
  expect(entries()[0]?.number).toBe(11);
});

describe('the weather', () => {
  const post = () =>
    fetch(`${fixture.slack.apiUrl}auth.test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${fixture.slack.botToken}` },
    });

  test('slow: each answer takes so much longer', async () => {
    fixture.slack.weather.slowMilliseconds = 150;
    const started = performance.now();
    expect((await post()).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(149);
  });

  test('rate-limited: 429 with Retry-After, and nothing is done', async () => {
    fixture.slack.weather.rateLimited = true;
    const response = await post();
    expect([response.status, Number(response.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(await response.json()).toEqual({ ok: false, error: 'ratelimited' });
    await call(fixture.slack, 'chat.postMessage', { channel: 'general', text: 'x' });
    expect(fixture.ada.messages('CT0ANALYTICGENERAL')).toEqual([]);
  });

  test('failing: 503, for response URLs too; then fair again', async () => {
    const told = await fixture.told('/try', () => fixture.ada.command('/try'));
    const respond = () =>
      fetch(told.response_url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"text":"a"}',
      });
    fixture.slack.weather.failing = true;
    expect([(await post()).status, (await respond()).status]).toEqual([503, 503]);
    fixture.slack.weather.failing = false;
    expect([(await post()).status, (await respond()).status]).toEqual([200, 200]);
  });
});
