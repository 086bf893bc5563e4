import type { Locator, Page } from 'playwright-core';
import { type DibsPage, openDibs } from '../../support/dibs-page.ts';
import { focused, isFocused } from '../../support/focus.ts';
import { password } from '../../support/world.ts';

let dibs: DibsPage;
beforeAll(async () => {
  dibs = await openDibs(async (world) => {
    const grace = await world.member('grace');
    await grace.command('/group create Web team');
    await grace.command('/project create Website');
    await grace.submit({ Key: 'WEB' });
    grace.close();
    await grace.command('/task add WEB Fix the login page');
    await grace.command('/group invite Web team @ada');
  });
});
afterAll(() => dibs?.stop());

const mostSteps = 80;

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, what: Locator) {
  await what.waitFor();
  for (let step = 0; step < mostSteps; step++) {
    if (await isFocused(what)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab doesn't get to ${what}`);
}

test('from sign-up to a claim without a mouse', async () => {
  const { page, ada } = await dibs.open();
  const { keyboard } = page;
  const button = (name: string) => ada.node.getByRole('button', { name, exact: true }).last();
  const enter = async (what: Locator) => {
    await tabTo(page, what);
    await keyboard.press('Enter');
  };

  await tabTo(page, ada.box);
  await keyboard.type('/acc');
  await keyboard.press('Enter');
  await keyboard.type('sign-u');
  await keyboard.press('Enter');
  expect(await ada.box.inputValue()).toBe('/account sign-up ');
  await keyboard.press('Enter');

  const field = (name: string) => ada.dialog.getByLabel(name, { exact: true });
  await field('First name').waitFor();
  expect(await isFocused(field('First name'))).toBe(true);
  const typed = { Email: 'ada@example.com', Password: 'short', 'Confirm password': 'short' };
  for (const [name, text] of Object.entries(typed)) {
    await tabTo(page, field(name));
    await keyboard.type(text);
  }
  await keyboard.press('Enter');
  await ada.dialog.locator('.error:visible').first().waitFor();
  expect(await isFocused(field('Password'))).toBe(true);
  for (const name of ['Password', 'Confirm password']) {
    await tabTo(page, field(name));
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type(password);
  }
  await keyboard.press('Enter');
  await ada.dialog.getByText('Welcome, Ada!').waitFor();
  await keyboard.press('Escape');
  await ada.closed();
  expect(await isFocused(ada.box)).toBe(true);

  await enter(ada.node.getByRole('navigation').getByRole('button', { name: 'Home' }));
  await enter(button('Accept'));
  await ada.node.getByText('You accepted').waitFor();
  await enter(ada.node.getByRole('navigation').getByRole('button', { name: 'general' }));
  expect(await isFocused(ada.box)).toBe(true);
  await keyboard.type('/project join WEB');
  await keyboard.press('Enter');
  await ada.says('You are a member of WEB now.');

  await enter(ada.node.getByRole('navigation').getByRole('button', { name: 'Home' }));
  await enter(button('Claim'));
  await ada.node.getByText('You claimed WEB-1.').waitFor();
  expect((await focused(page)).region).toBe('Home');
  await tabTo(page, ada.node.getByRole('combobox', { name: 'Status' }));
  await keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'Open' }).waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await ada.node.getByText('Claimed by Ada Lovelace (ada)').waitFor();
  expect(await isFocused(ada.node.getByRole('combobox', { name: 'Status' }))).toBe(true);
  expect(dibs.browser.complaints).toEqual([]);
});
