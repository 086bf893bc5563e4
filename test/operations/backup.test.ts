import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Person } from '../../playground/person.ts';
import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** As docs/operations.md tells it for the embedded MongoDB: stop, copy DATA_DIR, start; and start on the copy. */
let slack: SimulatedSlack;
let ada: Person;

beforeAll(async () => {
  slack = await startSlack({ keepCalls: false });
  ada = slack.person('ada');
});
afterAll(() => slack.stop());

async function runningOn<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const bot = await startBotProcess({ slack, mongodbUri: '', environment: { DATA_DIR: dataDir } });
  slack.deliverTo(bot.url);
  try {
    return await work();
  } finally {
    expect(await bot.kill('SIGTERM')).toBe(0);
  }
}

test('a copy of DATA_DIR, made while the bot is stopped, is a whole Dibs as it was then', async () => {
  const [original, backup] = [await temporaryFolder(), await temporaryFolder()];
  const [dataDir, copy] = [join(original.path, 'data'), join(backup.path, 'data')];
  try {
    await runningOn(dataDir, async () => {
      await ada.command('/account sign-up');
      const password = 'Correct-horse-7';
      await ada.submit({ Email: 'ada@example.com', Password: password, 'Confirm password': password });
      ada.close();
      await ada.command('/group create Web');
      await ada.command('/project create Website');
      await ada.submit({ Key: 'WEB' });
      ada.close();
      await ada.command('/task add WEB Before the copy');
      await ada.command('/task claim WEB-1');
    });
    await cp(dataDir, copy, { recursive: true });
    await runningOn(dataDir, async () => {
      expect((await ada.command('/task add WEB After the copy')).text).toMatch(/WEB-2/);
    });
    await runningOn(copy, async () => {
      expect((await ada.command('/task WEB-1')).text).toMatch(/Before the copy/);
      expect((await ada.command('/task WEB-2')).text).toMatch(/There is no task WEB-2/);
      expect((await ada.command('/task complete WEB-1')).text).toMatch(/You completed WEB-1/);
      expect((await ada.command('/task add WEB On the copy')).text).toMatch(/WEB-2/);
    });
  } finally {
    await original.remove();
    await backup.remove();
  }
});
