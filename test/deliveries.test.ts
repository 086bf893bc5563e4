import type { Delivery } from '../playground/delivery.ts';
import type { Person } from '../playground/person.ts';
import { password, startWorld, type World } from './support/world.ts';

/** S3: whatever comes twice, in a row or at once, on two processes, has one effect. */
let world: World;
let ada: Person;
let grace: Person;
let count = 0;

beforeAll(async () => {
  world = await startWorld({ bots: 2 });
  ada = await world.member('ada');
  grace = await world.member('grace');
  await world.group(ada, grace);
  await world.project(ada, grace);
});
afterAll(() => world.stop());

/** Sends it twenty times at once and then twice in a row, over both processes. */
async function flood(delivery: Delivery): Promise<void> {
  const send = (time: number) => ada.again(delivery, world.urls[time % 2]);
  await Promise.all(Array.from({ length: 20 }, (_, time) => send(time)));
  await send(0);
  await send(1);
}

const activities = (kind: string) => world.count('activities', { kind });

interface Case {
  what: string;
  kind: string;
  /** Does it once, the way a person does, and returns what was sent. */
  act: () => Promise<{ delivery: Delivery }>;
}

async function task(): Promise<string> {
  const { text } = await ada.command(`/task add WEB Number ${count++}`);
  return /WEB-\d+/.exec(text)?.[0] ?? '';
}

const cases: Case[] = [
  { what: 'a command that adds', kind: 'task.created', act: () => ada.command('/task add WEB Once only') },
  { what: 'a command that claims', kind: 'task.claimed', act: async () => ada.command(`/task claim ${await task()}`) },
  {
    what: 'a command for several tasks',
    kind: 'task.claimed',
    act: async () => ada.command(`/task claim ${await task()} ${await task()}`),
  },
  {
    what: 'a button',
    kind: 'task.claimed',
    act: async () => {
      await ada.command(`/task ${await task()}`);
      return ada.press('Claim');
    },
  },
  {
    what: 'a form',
    kind: 'task.created',
    act: async () => {
      await ada.shortcut('task.new');
      const answer = await ada.submit({ Title: 'From a form' });
      ada.close();
      return answer;
    },
  },
  {
    what: 'the form that signs up',
    kind: 'account.created',
    act: async () => {
      const alan = world.slack.person('alan');
      await alan.command('/account sign-up');
      return alan.submit({ Email: 'alan@example.com', Password: password, 'Confirm password': password });
    },
  },
  { what: 'a command that invites', kind: 'invitation.sent', act: () => ada.command('/group invite Web @katherine') },
];

test.each(cases)('$what', async ({ kind, act }) => {
  const { delivery } = await act();
  const once = await activities(kind);
  await flood(delivery);
  expect(await activities(kind)).toBe(once);
});

test('the first twenty at once have one effect, too', async () => {
  const { delivery } = await ada.command('/task help');
  const trigger = world.slack.state.unique('trigger');
  const payload = { ...delivery.payload, text: 'add WEB Twenty at once', trigger_id: trigger };
  const before = await activities('task.created');
  await flood({ ...delivery, payload });
  expect(await activities('task.created')).toBe(before + 1);
});

test('a form pressed twice makes one task, whatever its trigger', async () => {
  await grace.shortcut('task.new');
  const { delivery } = await grace.submit({ Title: 'Double click' });
  const before = await activities('task.created');
  await flood({ ...delivery, payload: { ...delivery.payload, trigger_id: 'another' } });
  expect(await activities('task.created')).toBe(before);
});

test('an event shows the same Home each time', async () => {
  const { delivery } = await grace.openHome();
  await flood(delivery);
  expect((await grace.openHome()).text).toMatch(/Claimed by me/);
});

test('the one invitation brought one message', async () => {
  const katherine = world.slack.person('katherine');
  await katherine.waitForMessage(/invites you/);
  expect(await world.count('outbox', {})).toBe(0);
  expect(katherine.directMessages()).toHaveLength(1);
});
