import { readdir } from 'node:fs/promises';
import mongoose from 'mongoose';
import type { Person } from '../../playground/person.ts';
import { startSlack } from '../../playground/slack.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { ownMongo } from '../support/mongo.ts';
import { seed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const tasks = 30_000;
const description = 'Something to do. '.repeat(90);
/** A process that needs more dies of it; its files together have almost as much. */
const megabytes = 112;

test('E5: a hundred megabytes are exported in little memory, by another process where the first is stopped', async () => {
  const slack = await startSlack({ keepCalls: false });
  // So many inserts make a server stand still for seconds, others' tests too.
  const mongo = await ownMongo();
  const mongodbUri = mongo.uri;
  const client = new mongoose.mongo.MongoClient(mongodbUri);
  const folder = await temporaryFolder();
  const environment = { NODE_OPTIONS: `--max-old-space-size=${megabytes}`, TMPDIR: folder.path };
  const start = () => startBotProcess({ slack, mongodbUri, environment });
  let bot = await start();
  try {
    slack.deliverTo(bot.url);
    const { people } = await seed(mongodbUri, slack, { people: 2, tasks });
    await client.db().collection('tasks').updateMany({}, { $set: { description } });
    const [owner] = people as [Person];
    expect((await owner.command('/group export Seeded')).text).toMatch(/You will get it as a direct message/);

    await until(async () => (await client.db().collection('exports').countDocuments({ attempts: 1 })) > 0);
    expect(await bot.kill('SIGTERM')).toBe(0);
    expect(await readdir(folder.path)).toEqual([]);
    const due = { dueAt: { $lte: new Date() } };
    expect(await client.db().collection('exports').countDocuments(due)).toBe(1);
    expect(owner.directMessages()).toEqual([]);
    bot = await start();
    slack.deliverTo(bot.url);

    const { files = [] } = await owner.waitForMessage(/Here is your export/, 150_000);
    const [csv, json] = ['tasks.csv', 'everything.json'].map(
      (end) => files.find(({ name }) => name.endsWith(end))?.text,
    );
    expect(csv?.split('\r\n').length).toBe(tasks + 2);
    expect(JSON.parse(json ?? '{}').tasks.at(-1)).toMatchObject({ reference: `P1-${tasks}`, description });
    const bytes = files.reduce((sum, { text }) => sum + text.length, 0);
    expect(bytes / (megabytes * 1024 * 1024)).toBeGreaterThan(0.8);
    expect((await owner.command('/task mine')).kind).toBe('message');
  } finally {
    await bot.kill('SIGKILL');
    await client.close();
    await mongo.stop();
    await slack.stop();
    await folder.remove();
  }
}, 240_000);
