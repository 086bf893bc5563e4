import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { readConfig } from '../../../src/config.ts';
import { startPlay } from '../../../src/play.ts';
import { startBrowser, type TestBrowser } from '../../support/browser.ts';
import { leaveDatabase, testMongoUri } from '../../support/mongo.ts';
import { paneOf } from '../../support/pane.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

/** No test: `npm run screenshots` makes the README's pictures of the demo with it. */
const pictures = resolve('docs/pictures');
const mongodbUri = testMongoUri();
const stops: (() => Promise<void>)[] = [];
let folder: TemporaryFolder;
let browser: TestBrowser;
let url: string;

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  folder = await temporaryFolder();
  const given = { DATA_DIR: folder.path, PORT: '0', NODE_ENV: 'test', BCRYPT_COST: '4', LOG_LEVEL: 'error' };
  url = await startPlay({ config: readConfig(given, ['--demo']), mongodbUri, stops, say: () => undefined });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.stop();
  for (const stop of stops.reverse()) await stop();
  await leaveDatabase(mongodbUri);
  await folder?.remove();
});

const wide = { width: 1280, height: 800 };
const narrow = { width: 400, height: 800 };

/** The same at both widths; a picture is taken without a caret that blinks. */
async function both(page: Page, name: string) {
  for (const [suffix, viewport] of Object.entries({ '': wide, '-narrow': narrow })) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: resolve(pictures, `${name}${suffix}.png`) });
  }
  await page.setViewportSize(wide);
}

test('pictures of a channel, a modal, and Home', async () => {
  const page = await browser.open(url, { reducedMotion: 'reduce' });
  const ada = paneOf(page, 'Ada Lovelace');
  const grace = paneOf(page, 'Grace Hopper');
  await ada.go('web-team');
  await grace.go('web-team');
  await ada.send('/task add WEB Let the search find accents');
  const created = await ada.says('Let the search find accents');
  const reference = /WEB-\d+/.exec((await created.textContent()) ?? '')?.[0];
  await grace.send(`/task claim ${reference}`);
  await grace.says(`You claimed ${reference}`);
  await ada.send(`/task claim ${reference}`);
  await ada.says(`Grace Hopper (grace) has claimed ${reference}`);
  await both(page, 'channel');

  await grace.go('Home');
  await grace.node.getByText('Claimed by me').waitFor();
  await ada.send('/task add');
  await ada.dialog.getByLabel('Title').fill('Say in the footer who made this');
  await ada.dialog.getByLabel('Description').fill('With a link to the repository, and the year.');
  await both(page, 'modal');
  await page.keyboard.press('Escape');
  await ada.closed();

  await ada.go('Home');
  await ada.node.getByRole('button', { name: 'Claim' }).first().waitFor();
  await both(page, 'home');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: resolve(pictures, 'home-dark.png') });
});
