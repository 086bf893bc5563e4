import type { Person } from '../../playground/person.ts';
import { quickTime } from '../support/quick-time.ts';
import { until } from '../support/until.ts';
import { badWeather, firstOf, hung, refused, unheard, unwell, type Weather } from '../support/weather.ts';
import { startWorld, type World } from '../support/world.ts';

/** A message that Slack took, and the bot never heard so, is found and not posted again. */
let world: World;
let ada: Person;
let count = 0;
const time = quickTime();

beforeAll(async () => {
  world = await startWorld({ clock: time.clock });
  ada = await world.member('ada');
  await ada.command('/group create Web');
});
afterAll(() => world.stop());

async function delivered() {
  await time.delivered(world);
  expect(await world.count('outbox', {})).toBe(0);
}

/** Somebody who has got no message yet. */
function newcomer(): Person {
  const number = ++count;
  return world.slack.addPerson(`person${number}`, 'Person', String(number));
}

const shown = (person: Person) => person.directMessages().map(({ text }) => text);

const posts: [string, Weather][] = [
  ['refused before anything was done', unwell],
  ['carried out, and the answer lost', unheard(unwell)],
  ['carried out, with Slack in doubt', unheard(refused('internal_error'))],
];

test.each(posts)('a post %s: shown once', async (_, weather) => {
  const person = newcomer();
  badWeather(world.slack, weather, firstOf('chat.postMessage'));
  await ada.command(`/group invite Web @${person.name}`);
  await delivered();
  expect(shown(person)).toEqual([expect.stringContaining('invites you to the group Web')]);
  expect(await world.count('invitations', { 'messages.0.ts': person.directMessages()[0]?.ts })).toBe(1);
});

test('a post carried out and never answered: shown once', async () => {
  const person = newcomer();
  badWeather(world.slack, unheard(hung), firstOf('chat.postMessage'));
  await ada.command(`/group invite Web @${person.name}`);
  await delivered();
  expect(shown(person)).toHaveLength(1);
});

test('posting, looking and updating all fail at first: shown once', async () => {
  const person = newcomer();
  badWeather(world.slack, unheard(unwell), firstOf('chat.postMessage'));
  badWeather(world.slack, unheard(unwell), firstOf('conversations.history'));
  badWeather(world.slack, unheard(unwell), firstOf('chat.update'));
  await ada.command(`/group invite Web @${person.name}`);
  await delivered();
  expect(shown(person)).toHaveLength(1);
});

test('without the scope to look, a message is not lost', async () => {
  const person = newcomer();
  badWeather(world.slack, unwell, firstOf('chat.postMessage'));
  const forbidden = badWeather(
    world.slack,
    refused('missing_scope'),
    ({ method }) => method === 'conversations.history',
  );
  await ada.command(`/group invite Web @${person.name}`);
  await delivered();
  forbidden.clear();
  expect(shown(person)).toHaveLength(1);
});

test('an export carried out, and the answer lost: shown once', async () => {
  const weather = badWeather(world.slack, unheard(unwell), firstOf('files.completeUploadExternal'));
  await ada.command('/account export');
  await until(async () => {
    time.goOn(1000);
    return (await world.count('exports', {})) === 0;
  });
  weather.clear();
  expect(ada.directMessages().filter(({ files }) => files)).toHaveLength(1);
});

test('a first try asks Slack for nothing but the message', async () => {
  const person = newcomer();
  const before = world.slack.calls.length;
  await ada.command(`/group invite Web @${person.name}`);
  await delivered();
  const methods = world.slack.calls.slice(before).map(({ method }) => method);
  expect(methods.filter((method) => /^(chat|conversations)\./.test(method))).toEqual(['chat.postMessage']);
});
