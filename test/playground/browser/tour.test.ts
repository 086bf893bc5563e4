import { readFileSync } from 'node:fs';
import { type DibsPage, openDibs } from '../../support/dibs-page.ts';

let dibs: DibsPage;
beforeAll(async () => {
  dibs = await openDibs();
});
afterAll(() => dibs?.stop());

/** What the README says to type, in its order. */
function commandsOfTheTour(): string[] {
  const [, tour = ''] = readFileSync('README.md', 'utf8').split('### The two-minute tour');
  const [steps = ''] = tour.split('\n## ');
  return [...steps.matchAll(/`(\/[^`]+)`/g)].map(([, command]) => command as string);
}

test("the README's tour, as two people in two panes", async () => {
  const { page, ada, grace } = await dibs.open();
  const commands = commandsOfTheTour();
  const next = () => commands.shift() ?? 'the README has no more commands';

  await ada.send(next());
  await ada.signUp('ada@example.com');
  await ada.dialog.getByText('Welcome, Ada!').waitFor();
  await page.keyboard.press('Escape');
  await ada.closed();

  await ada.send(next());
  await ada.says('You made the group Web team.');
  await ada.send(next());
  await ada.says('They are invited to Web team');

  await ada.send(next());
  await ada.submit('Create', { Key: 'WEB' });
  await ada.dialog.getByText('You made the project WEB').waitFor();
  await ada.press('Close');
  await ada.closed();

  await ada.send(next());
  await ada.says('WEB-1  Fix the login page');

  await grace.go('Messages');
  await grace.says('Ada Lovelace (ada) invites you to the group Web team.');
  // The manifest makes Messages the app's alone.
  expect(await grace.box.isVisible()).toBe(false);
  await grace.press('Accept');
  await grace.press('Sign up');
  await grace.signUp('grace@example.com');
  await grace.press('Continue');
  await grace.dialog.getByText('You accepted').waitFor();
  await grace.press('Close');
  await grace.closed();
  await ada.go('Messages');
  await ada.says('Grace Hopper (grace) accepted your invitation');

  await grace.go('general');
  await grace.send(next());
  await grace.says('You are a member of WEB now.');
  await grace.send(next());
  await grace.says('You claimed WEB-1.');
  await ada.go('general');
  await ada.send(next());
  await ada.says('Grace Hopper (grace) has claimed WEB-1.');

  await grace.go('Home');
  await grace.press('Complete');
  await grace.node.getByText('You completed WEB-1.').waitFor();
  await grace.go('general');
  await grace.send(next());
  const card = await grace.says('Completed by Grace Hopper (grace)');
  expect(await card.textContent()).toMatch(/Took .* after it was created, .* after the claim/);
  expect(commands).toEqual([]);
  expect(dibs.browser.complaints).toEqual([]);
});
