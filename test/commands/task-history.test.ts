import type { Person } from '../../playground/person.ts';
import { startWorld, type World } from '../support/world.ts';

/** T6: a task's whole history, however long it is, where the person looks. */
let world: World;
let ada: Person;

beforeAll(async () => {
  world = await startWorld();
  ({ ada } = await world.team());
  await ada.command('/task add WEB With a long history');
  for (let time = 0; time < 31; time++) await ada.command(time % 2 === 0 ? '/task claim WEB-1' : '/task drop WEB-1');
  for (let time = 0; time < 12; time++) {
    await ada.command('/task complete WEB-1');
    await ada.command('/task reopen WEB-1');
    await ada.command('/task claim WEB-1');
  }
});
afterAll(() => world.stop());

const entries = (text: string) => text.match(/ (created|claimed|dropped|completed|reopened) it/g)?.length;

async function throughAll() {
  expect(entries((await ada.press('History')).text)).toBe(20);
  for (const count of [20, 20, 8]) expect(entries((await ada.press('Next')).text)).toBe(count);
  const before = await ada.press('Previous');
  expect(entries(before.text)).toBe(20);
  expect(before.buttons).toEqual(expect.arrayContaining(['Previous', 'Next']));
  expect(before.buttons).not.toContain('History');
}

test('in a message, each page takes the place of the last', async () => {
  await ada.command('/task WEB-1');
  await throughAll();
});

test('in a modal of Home', async () => {
  await ada.openHome();
  await ada.choose('Status', 'Claimed');
  await throughAll();
  expect(ada.modals()).toHaveLength(1);
});

test('where Slack piles no more modals, what is pressed there shows in place of the topmost', async () => {
  await ada.command('/task edit WEB-1');
  await ada.submit({ Title: 'Renamed' });
  await ada.press('Edit');
  await ada.submit({ Title: 'Renamed again' });
  await ada.press('Edit');
  await ada.submit({ Title: 'Renamed for good' });
  expect(ada.modals()).toHaveLength(3);
  const shown = await ada.press('History');
  expect(shown.text).toMatch(/Renamed for good/);
  expect(entries(shown.text)).toBe(20);
  ada.close();
});
