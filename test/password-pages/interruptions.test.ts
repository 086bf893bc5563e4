import { startSlack } from '../../playground/slack.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { ownMongo } from '../support/mongo.ts';
import { atBot, linkIn, openPage } from '../support/password-page.ts';
import { password } from '../support/world.ts';

const right = { Password: password, 'Confirm password': password };

/** A bot and a MongoDB of their own, which may be stopped. */
async function openStage(environment: Record<string, string> = {}) {
  const mongo = await ownMongo();
  const slack = await startSlack({ keepCalls: false });
  const settings = { PUBLIC_URL: 'https://dibs.example', ...environment };
  const bot = await startBotProcess({ slack, mongodbUri: mongo.uri, environment: settings });
  slack.deliverTo(bot.url);
  return {
    mongo,
    bot,
    async page(name: string) {
      const { view } = await slack.addPerson(name, 'New', 'Comer').command('/account sign-up');
      return openPage(atBot(linkIn(view), bot.url));
    },
    async close() {
      await bot.kill('SIGKILL');
      await mongo.stop();
      await slack.stop();
    },
  };
}

test('S4: the database is away: told so in time, what was typed stays, and all works when it is back', async () => {
  const stage = await openStage();
  try {
    const page = await stage.page('away');
    stage.mongo.kill('SIGKILL');
    const began = performance.now();
    const answers = await Promise.all([page.submit({ ...right, Email: 'away@example.com' }), page.submit(right)]);
    for (const { status, text, inputs } of answers) {
      expect(status).toBe(503);
      expect(inputs['First name']?.value).toBe('New');
      expect(inputs['Password']?.value).toBe('');
      expect(text).toMatch(/can't reach its database right now, so nothing was saved/);
    }
    expect(performance.now() - began).toBeLessThan(6000);
    await stage.mongo.restart();
    let again = await page.submit({ ...right, Email: 'away@example.com' });
    while (again.status === 503 && performance.now() - began < 20_000)
      again = await page.submit({ ...right, Email: 'away@example.com' });
    expect(again.title).toBe('Done');
  } finally {
    await stage.close();
  }
});

test('R4: stopped while twenty wait for their turn: each is answered, and the process ends with 0 in time', async () => {
  const stage = await openStage({ BCRYPT_COST: '12' });
  try {
    const pages = [];
    for (let count = 0; count < 20; count++) pages.push(await stage.page(`waiting${count}`));
    const sent = pages.map((page, index) => page.submit({ ...right, Email: `waiting${index}@example.com` }));
    await Promise.race(sent);
    const began = performance.now();
    expect(await stage.bot.kill('SIGTERM')).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
    const answers = await Promise.all(sent);
    expect(answers.filter(({ title }) => title === 'Done').length).toBeGreaterThan(0);
    const others = answers.filter(({ title }) => title !== 'Done');
    for (const { text, inputs } of others) {
      expect(text).toMatch(/Dibs is restarting. Try again/);
      expect(inputs['Email']?.value).toMatch(/^waiting\d+@example.com$/);
    }
  } finally {
    await stage.close();
  }
});
