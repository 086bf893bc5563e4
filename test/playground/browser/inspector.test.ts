import type { Page } from 'playwright-core';
import { focused } from '../../support/focus.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let page: Page;
beforeAll(async () => {
  stage = await openStage();
  page = stage.page;
  await page.getByRole('button', { name: 'Inspector', exact: true }).click();
});
afterAll(() => stage?.stop());

const drawer = () => page.getByRole('complementary', { name: 'Inspector' });
const entry = (what: string) => drawer().getByRole('listitem').filter({ hasText: what }).first();

test('lists what went to the bot and what it called, with payloads, as it happens', async () => {
  await stage.ada.send('/try open something');
  await entry('/try open something').locator('summary').click();
  const opened = entry('/try open something');
  await opened.getByText('to the bot').first().waitFor();
  expect(await opened.getByLabel('Request').textContent()).toMatch(/T0ANALYTIC/);
  await stage.api('chat.postMessage', { channel: 'CT0ANALYTICGENERAL', text: 'Seen in the Inspector' });
  await entry('chat.postMessage').locator('summary').click();
  expect(await entry('chat.postMessage').getByLabel('Request').textContent()).toMatch(/Seen in the Inspector/);
  expect(await drawer().textContent()).not.toContain(stage.fixture.slack.botToken);
  expect(await drawer().textContent()).not.toContain(stage.fixture.slack.signingSecret);
  expect(stage.browser.complaints).toEqual([]);
});

test('sends a request again', async () => {
  const { text, trigger_id } = stage.fixture.last('/try').payload;
  const again = await stage.fixture.told('/try', () =>
    entry('/try open something').getByRole('button', { name: 'Send again' }).click(),
  );
  expect(again).toMatchObject({ text, trigger_id });
});

test('makes Slack rate-limit and fail the bot, and be slow', async () => {
  const call = async () => {
    const headers = { authorization: `Bearer ${stage.fixture.slack.botToken}` };
    return (await fetch(`${stage.fixture.slack.apiUrl}auth.test`, { method: 'POST', headers })).status;
  };
  const turn = async (name: string) => {
    const answered = page.waitForResponse(/weather/);
    await drawer().getByRole('switch', { name }).click();
    await answered;
  };
  await turn('Rate-limited');
  expect(await call()).toBe(429);
  await turn('Rate-limited');
  await turn('Failing');
  expect(await call()).toBeGreaterThanOrEqual(500);
  await turn('Failing');
  expect(await call()).toBe(200);
  await turn('Slow');
  expect(stage.fixture.slack.weather.slowMilliseconds).toBe(2000);
  await turn('Slow');
  expect(stage.fixture.slack.weather).toEqual({ slowMilliseconds: 0, rateLimited: false, failing: false });
});

test('closes by Escape, and the keyboard is where it came from', async () => {
  await drawer().getByRole('button', { name: 'Close the Inspector' }).focus();
  await page.keyboard.press('Escape');
  await drawer().waitFor({ state: 'hidden' });
  expect((await focused(page)).text).toBe('Inspector');
});
