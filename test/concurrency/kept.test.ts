import type { Person } from '../../playground/person.ts';
import { startWorld, type World } from '../support/world.ts';

/** Two processes keep what they read for a moment; what somebody was told is gone is gone on both. */
let world: World;
let ada: Person;
let grace: Person;

beforeAll(async () => {
  world = await startWorld({ bots: 2, keptMilliseconds: 1000 });
  ({ ada, grace } = await world.team());
});
afterAll(() => world.stop());

const at = (process: 0 | 1) => world.slack.deliverTo(String(world.urls[process]));

test('who signed out on one process is nobody on the other', async () => {
  at(1);
  expect((await grace.command('/task add WEB By Grace')).text).toMatch(/You created/);
  at(0);
  await grace.command('/account sign-out');
  at(1);
  expect((await grace.command('/task list WEB')).text).toMatch(/Sign up, or sign in/);
});

test('a new name is read on both', async () => {
  at(1);
  expect((await ada.command('/task add WEB By Ada')).text).toMatch(/You created/);
  expect((await ada.command('/task list WEB')).text).toMatch(/By Ada/);
  at(0);
  await ada.command('/account edit');
  await ada.submit({ Surname: 'Newname', 'Current password': 'Correct-horse-7' });
  ada.close();
  at(1);
  expect((await ada.command('/task claim WEB-2')).text).toMatch(/Newname/);
});

test('in a project that was deleted on one process nothing is claimed on the other', async () => {
  at(1);
  expect((await ada.command('/task drop WEB-2')).text).toMatch(/You dropped/);
  at(0);
  await ada.command('/project delete WEB');
  await ada.submit();
  ada.close();
  at(1);
  expect((await ada.command('/task claim WEB-2')).text).toMatch(/There is no task WEB-2/);
});
