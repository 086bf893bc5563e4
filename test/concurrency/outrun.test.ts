import type { Person } from '../../playground/person.ts';
import { startSlack } from '../../playground/slack.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { gate } from '../support/gate.ts';
import { leaveDatabase, testMongoUri } from '../support/mongo.ts';
import { startMongoProxy } from '../support/mongo-proxy.ts';
import { seed } from '../support/seed.ts';

test('somebody who is outrun after their task was read, and before it is written, is told who has claimed it (T2)', async () => {
  const slack = await startSlack();
  const mongodbUri = testMongoUri();
  const [reached, write] = [gate(), gate()];
  let isHeld = false;
  const proxy = await startMongoProxy(mongodbUri, {
    async before(command) {
      if (command['findAndModify'] !== 'tasks' || !isHeld) return;
      isHeld = false;
      reached.open();
      await write.opened;
    },
  });
  const bot = await startBotProcess({ slack, mongodbUri: proxy.uri });
  try {
    slack.deliverTo(bot.url);
    const [first, second] = (await seed(mongodbUri, slack, { people: 2, tasks: 3 })).people as [Person, Person];
    const card = await second.command('/task P1-1');
    isHeld = true;
    const outrun = second.press('Claim', card.message ? { on: card.message } : {});
    await reached.opened;
    expect((await first.command('/task claim P1-1')).text).toMatch(/You claimed P1-1/);
    write.open();
    expect((await outrun).text).toBe('First0 Last0 (person0) has claimed P1-1.');
  } finally {
    await bot.kill('SIGKILL');
    await proxy.stop();
    await leaveDatabase(mongodbUri);
    await slack.stop();
  }
});
