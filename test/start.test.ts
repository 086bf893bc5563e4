import { startSlack } from '../playground/slack.ts';
import { startBotProcess } from './support/bot-process.ts';
import { leaveDatabase, newMongoUri } from './support/mongo.ts';

let slack: Awaited<ReturnType<typeof startSlack>>;
const mongodbUri = newMongoUri();
beforeAll(async () => {
  slack = await startSlack();
});
afterAll(async () => {
  await slack.stop();
  await leaveDatabase(mongodbUri);
});

test('R2: a database that can’t be reached is named by its variable, with what to do', async () => {
  const started = startBotProcess({ slack, mongodbUri: 'mongodb://127.0.0.1:9/dibs' });
  await expect(started).rejects.toThrow(
    /\nMONGODB_URI: the database can't be used: .*ECONNREFUSED.*\nIs it running, .*doctor/,
  );
});

describe('R1: the ready line is the last, behind a warning', () => {
  test.each([
    [
      'of a token that Slack refuses',
      { SLACK_BOT_TOKEN: 'xoxb-another' },
      /no bot token like this: .*invalid_auth\. Inst/,
    ],
    [
      'of a Slack that can’t be reached',
      { SLACK_API_URL: 'http://127.0.0.1:9/api/' },
      /Slack can't be reached: .*May this/,
    ],
  ])('%s', async (_, changes, warning) => {
    const environment = { LOG_LEVEL: 'warn', ...changes };
    const bot = await startBotProcess({ slack, mongodbUri, environment });
    expect(await bot.kill('SIGTERM')).toBe(0);
    const said = bot.output.filter((line) => /Slack (takes|can't)|Dibs is ready/.test(line));
    expect(said).toEqual(
      expect.arrayContaining([expect.stringMatching(warning), expect.stringMatching('Dibs is ready')]),
    );
    expect(said).toHaveLength(2);
  });

  test('or nothing', async () => {
    const bot = await startBotProcess({ slack, mongodbUri, environment: { LOG_LEVEL: 'warn' } });
    expect(await bot.kill('SIGTERM')).toBe(0);
    expect(bot.output).toEqual([expect.stringMatching('Dibs is ready')]);
  });
});
