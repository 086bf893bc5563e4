import type { Person } from '../../playground/person.ts';
import { gate } from '../support/gate.ts';
import { quickTime } from '../support/quick-time.ts';
import { until } from '../support/until.ts';
import { badWeather, firstOf, inBackground, unheard, unwell, type Weather } from '../support/weather.ts';
import { startWorld, type World } from '../support/world.ts';

/** G4: the invitation's message shows what was chosen, in whatever order things come to pass. */
let world: World;
let ada: Person;
let grace: Person;
let count = 0;
const time = quickTime();

beforeAll(async () => {
  world = await startWorld({ bots: 2, clock: time.clock });
  ada = await world.member('ada');
  grace = await world.member('grace');
});
afterAll(() => world.stop());

const delivered = () => time.delivered(world);

/** Ada's new group, to which Grace is invited. */
async function invitedTo(): Promise<RegExp> {
  const name = `Group ${++count}.`;
  await ada.command(`/group create ${name}`);
  await ada.command(`/group invite "${name}" @grace`);
  return new RegExp(name);
}

async function answerInHome(group: RegExp, answer: 'Accept' | 'Decline') {
  await grace.openHome();
  const { text } = await grace.press(answer, { near: group, on: grace.home() as never });
  expect(text).toMatch(answer === 'Accept' ? /You accepted/ : /You declined/);
}

const about = (group: RegExp) => grace.directMessages().filter(({ text }) => group.test(text));
const buttons = (group: RegExp) =>
  about(group).flatMap(({ blocks }) => blocks.filter(({ type }) => type === 'actions'));

test.each(['Accept', 'Decline'] as const)('%s in the message', async (answer) => {
  const group = await invitedTo();
  const message = await grace.waitForMessage(group);
  await grace.press(answer, { on: message });
  await delivered();
  expect(about(group).map(({ text }) => text)).toEqual([expect.stringMatching(/^You (accepted|declined)/)]);
  expect(buttons(group)).toEqual([]);
  expect(ada.directMessages().at(-1)?.text).toMatch(group);
});

test('in Home: the message follows', async () => {
  const group = await invitedTo();
  await delivered();
  await answerInHome(group, 'Accept');
  await delivered();
  expect(about(group).map(({ text }) => text)).toEqual([expect.stringMatching(/^You accepted/)]);
  expect(buttons(group)).toEqual([]);
});

test('in Home, before the invitation could be delivered: there is nothing more to ask', async () => {
  const storm = badWeather(world.slack, unwell, inBackground);
  const group = await invitedTo();
  await answerInHome(group, 'Accept');
  storm.clear();
  await delivered();
  expect(about(group)).toEqual([]);
});

test('in Home, while nobody knows whether the invitation was delivered: it was, and shows the answer', async () => {
  badWeather(world.slack, unheard(unwell), firstOf('chat.postMessage'));
  const group = await invitedTo();
  await until(async () => about(group).length === 1);
  expect(await world.count('invitations', { 'messages.0.ts': about(group)[0]?.ts })).toBe(0);
  await answerInHome(group, 'Decline');
  await delivered();
  expect(about(group).map(({ text }) => text)).toEqual([expect.stringMatching(/^You declined/)]);
  expect(buttons(group)).toEqual([]);
});

test('in Home, while the invitation is on its way: it arrives with buttons, and then shows the answer', async () => {
  const answered = gate();
  const late: Weather = async (carryOut) => {
    await answered.opened;
    return carryOut();
  };
  const storm = badWeather(world.slack, late, firstOf('chat.postMessage'));
  const group = await invitedTo();
  await until(async () => storm.calls.length === 1);
  await answerInHome(group, 'Accept');
  answered.open();
  await delivered();
  expect(about(group).map(({ text }) => text)).toEqual([expect.stringMatching(/^You accepted/)]);
  expect(buttons(group)).toEqual([]);
});

test('the message was deleted: the answer stands, its letter ends, and the next is delivered', async () => {
  const group = await invitedTo();
  await delivered();
  const channel = world.slack.state.messages.get(about(group)[0]?.channelId ?? '');
  channel?.splice(0, channel.length);
  await answerInHome(group, 'Decline');
  const next = await invitedTo();
  await delivered();
  expect(about(group)).toEqual([]);
  expect(about(next)).toHaveLength(1);
  const reason = 'chat.update: message_not_found';
  expect(await world.count('outbox', { userId: grace.userId, reason })).toBe(1);
});
