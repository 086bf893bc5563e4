import type { Answered, Delivery } from '../../playground/delivery.ts';
import type { Person } from '../../playground/person.ts';
import { password, startWorld, type World } from '../support/world.ts';

/** S3: whatever comes twice, in a row or at once, on two processes, has one effect. */
let world: World;
let ada: Person;
let grace: Person;
let count = 0;

beforeAll(async () => {
  world = await startWorld({ bots: 2 });
  ({ ada, grace } = await world.team());
});
afterAll(() => world.stop());

/** Sends it twenty times at once and then twice in a row, over both processes. */
async function flood(delivery: Delivery): Promise<Answered[]> {
  const send = (time: number) => ada.again(delivery, world.urls[time % 2]);
  const atOnce = await Promise.all(Array.from({ length: 20 }, (_, time) => send(time)));
  return [...atOnce, await send(0), await send(1)];
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

const forms: { what: string; act: () => Promise<{ delivery: Delivery }> }[] = [
  { what: 'a command', act: () => grace.command('/task add') },
  { what: 'a global shortcut', act: () => grace.shortcut('task.new') },
  {
    what: 'a message shortcut',
    act: () => grace.shortcut('task.from-message', grace.say('The login page is broken')),
  },
  {
    what: 'a button',
    act: async () => {
      await grace.command('/task');
      return grace.press('New task');
    },
  },
];

test.each(forms)('$what that opens a form opens one', async ({ act }) => {
  const { delivery } = await act();
  const said = grace.messages(`C${grace.teamId}GENERAL`).length;
  for (const { status, body } of await flood(delivery)) expect(`${status} ${body}`).toBe('200 ');
  expect(grace.modals()).toHaveLength(1);
  expect(grace.messages(`C${grace.teamId}GENERAL`)).toHaveLength(said);
  grace.close();
});

test('what a search field asks for changes nothing, however often', async () => {
  await ada.command('/group invite');
  const ask = () => ada.suggest('group.person', 'kath');
  const [first, ...others] = await Promise.all(Array.from({ length: 20 }, ask));
  for (const other of others) expect(other).toEqual(first);
  ada.close();
});

test('an invitation accepted twenty times at once has one effect', async () => {
  const alan = world.slack.person('alan');
  await ada.command('/group invite Web @alan');
  const message = await alan.waitForMessage(/invites you to the group Web/);
  const { delivery } = await alan.press('Accept', { on: message });
  await flood(delivery);
  expect(await activities('invitation.accepted')).toBe(2);
  expect(await activities('group.joined')).toBe(2);
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
