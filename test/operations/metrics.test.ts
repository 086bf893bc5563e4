import { setTimeout as wait } from 'node:timers/promises';
import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import { readConfig } from '../../src/config.ts';
import { startBot } from '../../src/start.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { leaveDatabase, newMongoUri, type OwnMongo, ownMongo } from '../support/mongo.ts';
import { seed } from '../support/seed.ts';

const token = 'a-token-for-prometheus';

/** The figures by their names and labels, as Prometheus reads them. */
function figures(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

const at = (url: string, path: string) => url.replace('/slack/events', path);

async function scrape(bot: BotProcess) {
  const response = await fetch(at(bot.url, '/metrics'), { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return figures(await response.text());
}

describe('with a token, on PORT', () => {
  let slack: SimulatedSlack;
  let mongo: OwnMongo;
  let bot: BotProcess;
  beforeAll(async () => {
    slack = await startSlack();
    mongo = await ownMongo();
    bot = await startBotProcess({ slack, mongodbUri: mongo.uri, environment: { METRICS_TOKEN: token } });
    slack.deliverTo(bot.url);
  });
  afterAll(async () => {
    await bot.kill('SIGKILL');
    await slack.stop();
    await mongo.stop();
  });

  test('only to whoever has the token', async () => {
    expect((await fetch(at(bot.url, '/metrics'))).status).toBe(401);
    const wrong = { headers: { authorization: `Bearer ${token}x` } };
    expect((await fetch(at(bot.url, '/metrics'), wrong)).status).toBe(401);
  });

  test('interactions by kind, name and outcome, with their times; what nobody has declared is no name', async () => {
    const { people } = await seed(mongo.uri, slack, { people: 2, tasks: 6 });
    const [owner] = people;
    await owner?.command('/task claim P1-1');
    await owner?.command('/task done P1-1');
    await owner?.command('/task P1-2');
    await owner?.command('/task claim P1-1');
    await owner?.command('/task some-secret-words of mine');
    await owner?.openHome();
    const [delivery] = [(await owner?.command('/task add P1 Once'))?.delivery];
    if (delivery) await owner?.again(delivery);
    const found = await scrape(bot);
    const count = (kind: string, name: string, outcome: string) =>
      found.get(`dibs_interactions_total{kind="${kind}",name="${name}",outcome="${outcome}"}`);
    expect(count('command', '/task claim', 'done')).toBe(1);
    expect(count('command', '/task claim', 'refused')).toBe(1);
    expect(count('command', '/task complete', 'done')).toBe(1);
    expect(count('command', '/task *', 'done')).toBe(1);
    expect(count('command', '/task unknown', 'refused')).toBe(1);
    expect(count('command', '/task add', 'repeated')).toBe(1);
    expect(count('event', 'app_home_opened', 'done')).toBe(1);
    expect(found.get('dibs_interaction_seconds_count{kind="command",outcome="done"}')).toBe(4);
    expect(found.get('dibs_interactions_under_way')).toBe(0);
    expect([...found.keys()].filter((name) => /secret|words/.test(name))).toEqual([]);
  });

  test('calls to Slack by method and outcome, and a response URL', async () => {
    const ada = slack.person('ada');
    await ada.command('/account sign-up');
    await ada.submit({ Email: 'ada@example.com', Password: 'Correct-horse-7', 'Confirm password': 'Correct-horse-7' });
    ada.close();
    const shown = await ada.command('/task');
    await ada.press('New task', { on: shown.message as never });
    const found = await scrape(bot);
    const calls = (method: string) => found.get(`dibs_slack_call_seconds_count{method="${method}",outcome="ok"}`) ?? 0;
    expect(calls('users.info')).toBe(1);
    expect(calls('views.open')).toBeGreaterThan(0);
    expect(calls('views.publish')).toBeGreaterThan(0);
    expect(calls('response_url')).toBe(1);
  });

  test('the database, its connections, the outbox and the process', async () => {
    const found = await scrape(bot);
    expect(found.get('dibs_database_up')).toBe(1);
    expect(found.get('dibs_database_connections')).toBeGreaterThan(0);
    expect(found.get('dibs_outbox_waiting')).toBe(0);
    expect(found.get('dibs_outbox_given_up')).toBe(0);
    expect(found.get('dibs_outbox_oldest_seconds')).toBe(0);
    expect(found.get('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect([...found.keys()].some((name) => name.startsWith('nodejs_eventloop_lag_seconds'))).toBe(true);
  });

  test('they are shown while the database is away, and say so', async () => {
    mongo.kill('SIGSTOP');
    try {
      let found = await scrape(bot);
      while (found.get('dibs_database_up') !== 0) {
        await wait(100);
        found = await scrape(bot);
      }
      expect(found.get('dibs_outbox_waiting')).toBeNaN();
    } finally {
      mongo.kill('SIGCONT');
    }
  });
});

describe('where they are shown', () => {
  let slack: SimulatedSlack;
  const mongodbUri = newMongoUri();
  const start = (options: { metricsPort?: number; metricsToken?: string }) =>
    startBot({
      slack: { botToken: slack.botToken, signingSecret: slack.signingSecret, apiUrl: slack.apiUrl },
      ...{ mongodbUri, port: 0, bcryptCost: 4, logLevel: 'error' as const, ...options },
    });
  const status = async (port: number, path: string, headers = {}) =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { headers })).status;
  beforeAll(async () => {
    slack = await startSlack();
  });
  afterAll(async () => {
    await slack.stop();
    await leaveDatabase(mongodbUri);
  });

  test('nowhere by default', async () => {
    const bot = await start({});
    expect(bot.metricsPort).toBeUndefined();
    expect(await status(bot.port, '/metrics')).toBe(404);
    await bot.stop();
  });

  test('on a port of their own to anybody who reaches it, and nothing else there', async () => {
    const bot = await start({ metricsPort: 0 });
    expect(await status(bot.port, '/metrics')).toBe(404);
    expect(await status(bot.metricsPort as number, '/metrics')).toBe(200);
    expect(await status(bot.metricsPort as number, '/slack/events')).toBe(404);
    await bot.stop();
    await expect(fetch(`http://127.0.0.1:${bot.metricsPort}/metrics`)).rejects.toThrow();
  });

  test('with both, on their own port to whoever has the token', async () => {
    const bot = await start({ metricsPort: 0, metricsToken: token });
    expect(await status(bot.metricsPort as number, '/metrics')).toBe(401);
    expect(await status(bot.metricsPort as number, '/metrics', { authorization: `Bearer ${token}` })).toBe(200);
    await bot.stop();
  });

  test('R2: what is wrong with their settings is told', () => {
    expect(() => readConfig({ METRICS_PORT: 'nine', METRICS_TOKEN: 'short' })).toThrow(
      /METRICS_PORT: a whole number.*\n.*METRICS_TOKEN: a secret of at least 16 characters/s,
    );
    expect(() => readConfig({ METRICS_PORT: '3000' })).toThrow(/METRICS_PORT: another port than PORT/);
  });
});
