import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Fixture, startFixture } from './fixture-bot.ts';
import { actions, button } from './samples.ts';
import { call, show } from './surfaces.ts';

/** What Slack does when the bot doesn't answer: events come again, people are told. */
let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture({ retryMilliseconds: [0, 20, 40] });
});
afterEach(() => fixture.stop());

const general = 'CT0ANALYTICGENERAL';
const retriesOf = (heard: Fixture['heard']) =>
  heard.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);

describe('an event', () => {
  const opened = async () => void fixture.ada.openHome();

  test('that is acknowledged comes once', async () => {
    await opened();
    await fixture.hears('app_home_opened');
    await call(fixture.slack, 'views.publish', {
      ...{ user_id: fixture.ada.userId, view: { type: 'home', blocks: [{ type: 'divider' }] } },
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(retriesOf(fixture.heard)).toEqual([[undefined, undefined]]);
  });

  test('that fails comes again three times, saying why, with the same id', async () => {
    fixture.answers(() => ({ status: 500 }));
    await opened();
    await fixture.hears('app_home_opened', 4);
    expect(retriesOf(fixture.heard)).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    expect(new Set(fixture.heard.map(({ payload }) => payload.event_id)).size).toBe(1);
  });

  test("that isn't acknowledged within three seconds comes again", async () => {
    fixture.answers(({ headers }) => (headers['x-slack-retry-num'] ? undefined : { silent: true }));
    await opened();
    const again = await fixture.hears('app_home_opened', 2);
    expect(again.headers['x-slack-retry-reason']).toBe('http_timeout');
  });

  test('does not come again where the bot asks for that', async () => {
    fixture.answers(({ headers }) => ({
      status: 500,
      headers: headers['x-slack-retry-num'] ? { 'x-slack-no-retry': '1' } : {},
    }));
    await opened();
    await fixture.hears('app_home_opened', 2);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(fixture.heard).toHaveLength(2);
  });
});

describe('a person is told', () => {
  const told = () => fixture.ada.messages(general).at(-1);

  test('of a command that times out, by Slackbot and to them alone', async () => {
    fixture.answers(() => ({ silent: true }));
    const answer = await fixture.ada.command('/try it');
    expect(answer).toMatchObject({ kind: 'failed', text: 'operation_timeout' });
    expect(answer.milliseconds).toBeGreaterThan(2900);
    expect(told()).toMatchObject({
      ...{ authorId: 'USLACKBOT', onlyFor: fixture.ada.userId },
      text: '/try failed with the error "operation_timeout".',
    });
    expect(fixture.grace.messages(general)).toEqual([]);
  });

  test('of a command that fails, and of one that there is not', async () => {
    fixture.answers(() => ({ status: 500, body: 'oh' }));
    expect(await fixture.ada.command('/try it')).toMatchObject({ kind: 'failed', text: '500 "oh"' });
    expect(told()?.text).toMatch(/\/try failed/);
    expect(await fixture.ada.command('/nothing')).toMatchObject({ kind: 'failed' });
    expect(told()?.text).toBe('/nothing is not a valid command.');
    expect(fixture.heard).toHaveLength(1);
  });

  test('of a button in a message, and of one in a modal where they look', async () => {
    fixture.answers(() => ({ silent: true }));
    const { ts } = await show(fixture.slack, 'message', [actions(button())]);
    await show(fixture.slack, 'modal', [actions(button())]);
    const on = fixture.slack.state.message(general, String(ts)) as never;
    const answers = await Promise.all([fixture.ada.press('x', { on }), fixture.ada.press('x')]);
    expect(answers.map(({ kind, text }) => [kind, text])).toEqual([
      ['failed', 'operation_timeout'],
      ['failed', 'operation_timeout'],
    ]);
    expect(told()?.text).toBe('Fixture did not answer: "operation_timeout". Try again.');
  });

  test('of a bot that is away, or not there yet', async () => {
    fixture.slack.deliverTo('http://127.0.0.1:9/slack/events');
    expect((await fixture.ada.command('/try it')).kind).toBe('failed');
    fixture.slack.deliverTo();
    expect(await fixture.ada.command('/try it')).toMatchObject({ kind: 'failed', text: 'the bot is not running' });
    expect(told()?.text).toBe('/try failed with the error "the bot is not running".');
  });
});

test('over Socket Mode an event that is not acknowledged comes again, too', async () => {
  const { url } = await call(fixture.slack, 'apps.connections.open', {}, fixture.slack.appToken);
  const socket = new WebSocket(String(url));
  const heard: Record<string, unknown>[] = [];
  const again = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const envelope = JSON.parse(String(data));
      if (envelope.type !== 'events_api') return;
      heard.push(envelope);
      if (envelope.retry_attempt) socket.send(JSON.stringify({ envelope_id: envelope.envelope_id }));
      if (envelope.retry_attempt) resolve();
    });
  });
  await once(socket, 'open');
  fixture.slack.deliverBySocket();
  void fixture.ada.openHome();
  await again;
  socket.terminate();
  const { payload } = heard[0] as { payload: unknown };
  expect(heard).toEqual([
    expect.objectContaining({ payload, accepts_response_payload: false }),
    expect.objectContaining({ payload, retry_attempt: 1, retry_reason: 'http_timeout' }),
  ]);
});
