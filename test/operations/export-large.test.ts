import mongoose from 'mongoose';
import type { Person } from '../../playground/person.ts';
import { startSlack } from '../../playground/slack.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { dropDatabase, testMongoUri } from '../support/mongo.ts';
import { seed } from '../support/seed.ts';

const tasks = 100_000;
const description = 'Something to do. '.repeat(24);

test('E5: a group of 100,000 tasks is exported by a process with less memory than its files', async () => {
  const slack = await startSlack({ keepCalls: false });
  const mongodbUri = testMongoUri();
  // More than this and the process dies of it.
  const environment = { NODE_OPTIONS: '--max-old-space-size=112' };
  const bot = await startBotProcess({ slack, mongodbUri, environment });
  try {
    slack.deliverTo(bot.url);
    const { people } = await seed(mongodbUri, slack, { people: 2, tasks });
    const client = new mongoose.mongo.MongoClient(mongodbUri);
    await client.db().collection('tasks').updateMany({}, { $set: { description } });
    await client.close();
    const [owner] = people as [Person];
    expect((await owner.command('/group export Seeded')).text).toMatch(/You will get it as a direct message/);
    const { files = [] } = await owner.waitForMessage(/Here is your export/, 150_000);
    const [csv, json] = ['tasks.csv', 'everything.json'].map(
      (end) => files.find(({ name }) => name.endsWith(end))?.text,
    );
    expect(csv?.split('\r\n').length).toBe(tasks + 2);
    expect(JSON.parse(json ?? '{}').tasks.at(-1)).toMatchObject({ reference: `P1-${tasks}`, description });
    const bytes = files.reduce((sum, { text }) => sum + text.length, 0);
    expect(bytes / (112 * 1024 * 1024)).toBeGreaterThan(0.8);
    expect((await owner.command('/task mine')).kind).toBe('message');
  } finally {
    await bot.kill('SIGKILL');
    await dropDatabase(mongodbUri);
    await slack.stop();
  }
}, 240_000);
