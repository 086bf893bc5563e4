import type { Person } from '../../playground/person.ts';
import { startSlack } from '../../playground/slack.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { dropDatabase, testMongoUri } from '../support/mongo.ts';
import { startMongoProxy } from '../support/mongo-proxy.ts';
import { seed } from '../support/seed.ts';

test('S4: the database goes away between several tasks: what was done is told, and what perhaps was not', async () => {
  const mongodbUri = testMongoUri();
  const slack = await startSlack();
  const { people } = await seed(mongodbUri, slack, { people: 2, tasks: 12 });
  const [, worker] = people as [Person, Person];
  let claims = 0;
  let away = false;
  const proxy = await startMongoProxy(mongodbUri, {
    before(command) {
      if (command['findAndModify'] === 'tasks' && ++claims === 3) away = true;
      if (away) throw new Error('the database is away');
    },
  });
  const bot = await startBotProcess({ slack, mongodbUri: proxy.uri });
  try {
    slack.deliverTo(bot.url);
    const answer = await worker.command('/task claim P1-1 P1-4 P1-7 P1-10');
    expect(answer.milliseconds).toBeLessThan(2500);
    expect(answer.text).toBe(
      'You claimed P1-1, P1-4.\nDibs lost its database before P1-7, P1-10: look whether you claimed any.',
    );
    away = false;
    let mine = await worker.command('/task mine');
    while (!mine.text.startsWith('Claimed by me')) mine = await worker.command('/task mine');
    const [claimed = ''] = mine.text.split('Completed by me');
    expect(claimed.match(/P1-\d+/g)).toEqual(['P1-8', 'P1-4', 'P1-2', 'P1-1']);
  } finally {
    await bot.kill('SIGTERM');
    await proxy.stop();
    await dropDatabase(mongodbUri);
    await slack.stop();
  }
}, 60_000);
