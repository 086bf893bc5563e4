import type { Person } from '../../playground/person.ts';
import { directChannel } from '../../playground/state.ts';
import { type BackgroundMethod, classified, type Fate, fateOf } from '../../src/slack/fates.ts';
import { quickTime } from '../support/quick-time.ts';
import { badWeather, firstOf, refused, unheard, unwell, type Weather, type Which } from '../support/weather.ts';
import { startWorld, type World } from '../support/world.ts';

/** What becomes of a letter, for each code that Slack documents for the methods used to deliver it. */
let world: World;
let ada: Person;
let count = 0;
const time = quickTime();
let tried = 0;

beforeAll(async () => {
  world = await startWorld({ clock: time.clock });
  ada = await world.member('ada');
  await ada.command('/group create Web');
});
afterAll(async () => {
  process.stdout.write(
    `letters that Slack refuses by its documented codes: ${tried} tried, each shown once or given up\n`,
  );
  await world.stop();
});

const settled = () => time.delivered(world);

const codesOf = (method: BackgroundMethod, ...fates: Fate[]) =>
  classified(method).filter((code) => fates.includes(fateOf(method, code)));

/** Somebody who has got no message yet. */
function newcomer(): Person {
  const number = ++count;
  return world.slack.addPerson(`person${number}`, 'Person', String(number));
}

/** The first so many calls of a method that are about this person. */
function about({ userId }: Person, method: BackgroundMethod, times: number): Which {
  const first = firstOf(method, times);
  const direct = directChannel(userId);
  return (call) =>
    [call.given['channel'], call.given['users']].some((given) => given === userId || given === direct) && first(call);
}

/** Invites somebody for each code, to whom the first calls go wrong as they say; returns what became of each. */
async function fateOfLetters(codes: string[], goWrong: [BackgroundMethod, Weather | 'this code', number?][]) {
  const people = new Map(codes.map((code) => [code, newcomer()]));
  for (const [code, person] of people)
    for (const [method, weather, times = 1] of goWrong)
      badWeather(world.slack, weather === 'this code' ? refused(code) : weather, about(person, method, times));
  for (const person of people.values()) await ada.command(`/group invite Web @${person.name}`);
  await settled();
  tried += codes.length;
  const ends = [...people].map(async ([code, { userId, ...person }]) => {
    const letter = await world.letter({ userId });
    return { code, messages: person.directMessages().length, reason: letter?.['reason'] as string | undefined };
  });
  return Promise.all(ends);
}

const givenUpFor = (method: BackgroundMethod) => (code: string) => ({
  code,
  messages: 0,
  reason: `${method}: ${code}`,
});
const shownOnce = (code: string) => ({ code, messages: 1, reason: undefined });

test('posting is refused for good: given up, with the reason', async () => {
  const codes = codesOf('chat.postMessage', 'final');
  const ends = await fateOfLetters(codes, [['chat.postMessage', 'this code', 9]]);
  expect(ends).toEqual(codes.map(givenUpFor('chat.postMessage')));
});

test('posting is refused for now: delivered after, and once', async () => {
  const codes = codesOf('chat.postMessage', 'later', 'unsure', 'held');
  const ends = await fateOfLetters(codes, [['chat.postMessage', 'this code', 2]]);
  expect(ends).toEqual(codes.map(shownOnce));
});

test('posting to somebody who has no conversation with the bot: it is opened', async () => {
  const codes = codesOf('chat.postMessage', 'reopen');
  const before = world.slack.calls.length;
  const ends = await fateOfLetters(codes, [['chat.postMessage', 'this code']]);
  expect(ends).toEqual(codes.map(shownOnce));
  const opened = world.slack.calls.slice(before).filter(({ method }) => method === 'conversations.open');
  expect(opened).toHaveLength(codes.length);
});

test('the conversation can not be opened: given up, with the reason', async () => {
  const codes = codesOf('conversations.open', 'final');
  const unknown = refused('channel_not_found');
  const goWrong: Parameters<typeof fateOfLetters>[1] = [
    ['chat.postMessage', unknown, 9],
    ['conversations.open', 'this code', 9],
  ];
  expect(await fateOfLetters(codes, goWrong)).toEqual(codes.map(givenUpFor('conversations.open')));
});

test('looking for what may be there is refused for good: not lost', async () => {
  const codes = codesOf('conversations.history', 'final');
  const goWrong: Parameters<typeof fateOfLetters>[1] = [
    ['chat.postMessage', unwell],
    ['conversations.history', 'this code', 9],
  ];
  expect(await fateOfLetters(codes, goWrong)).toEqual(codes.map(shownOnce));
});

test('looking for what is there is refused for now: shown once', async () => {
  const codes = codesOf('conversations.history', 'unsure', 'held');
  const goWrong: Parameters<typeof fateOfLetters>[1] = [
    ['chat.postMessage', unheard(unwell)],
    ['conversations.history', 'this code'],
  ];
  expect(await fateOfLetters(codes, goWrong)).toEqual(codes.map(shownOnce));
});

test('who runs the bot sees why letters were given up, and a letter that is holds up no later one', async () => {
  const person = newcomer();
  badWeather(world.slack, refused('msg_too_long'), about(person, 'chat.postMessage', 1));
  await ada.command(`/group invite Web @${person.name}`);
  await settled();
  expect((await (await world.stores()).outboxState.look(new Date())).reasons).toContain(
    'chat.postMessage: msg_too_long',
  );
  await ada.command(`/group withdraw Web @${person.name}`);
  await ada.command(`/group invite Web @${person.name}`);
  await settled();
  expect(person.directMessages()).toHaveLength(1);
});
