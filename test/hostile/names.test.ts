import { visible } from '../../playground/blocks.ts';
import type { Person } from '../../playground/person.ts';
import { expectIn, hostile, inOneLine, taken } from '../support/hostile.ts';
import { lookAtAll } from '../support/sent.ts';
import { initial, notification } from '../support/shown.ts';
import { until } from '../support/until.ts';
import { password, startWorld, type World } from '../support/world.ts';

/** S2 for the names of people, which others see wherever they did something. */
let world: World;
let ada: Person;
let count = 0;

beforeAll(async () => {
  world = await startWorld();
  ({ ada } = await world.team());
});
afterAll(() => world.stop());
lookAtAll(() => world, 'the names of people');

/** What the next direct message to Ada says, and its text for notifications. */
async function nextMessage(action: () => Promise<unknown>): Promise<Record<string, string>> {
  const before = ada.directMessages().length;
  await action();
  await until(async () => ada.directMessages().length > before);
  const { blocks = [], text } = ada.directMessages().at(-1) ?? {};
  return { [`message ${before}`]: visible(blocks), [`notification ${before}`]: notification(text) };
}

async function left(person: Person) {
  await person.command('/group leave');
  await person.submit();
  person.close();
}

test.each(Object.entries(hostile))('%s', async (_, text) => {
  const name = `person${count++}`;
  const person = world.slack.addPerson(name, text, text);
  const form = await person.command('/account sign-up');
  expect(initial(form, 'username')).toBe(name);
  expect(text.replace(/\p{Cs}/gu, '')).toContain(initial(form, 'surname'));
  const answer = await person.submit({
    ...{ 'First name': text, Surname: text, Email: `${name}@example.com` },
    ...{ Password: password, 'Confirm password': password },
  });
  person.close();
  if (!taken(answer, 'First name')) return expect(Object.keys(answer.errors)).toEqual(['First name', 'Surname']);

  const invited = await ada.command(`/group invite Web @${name}`);
  const invitation = await person.waitForMessage(/invites you/);
  const accepted = await nextMessage(() => person.press('Accept', { on: invitation }));
  await person.command('/project join WEB');
  const created = await person.command('/task add WEB Something');
  const [reference] = /WEB-\d+/.exec(created.text) ?? [];
  await person.command(`/task claim ${reference}`);
  const places = {
    ...accepted,
    invited: invited.text,
    created: created.text,
    members: (await ada.command('/group members')).text,
    'project members': (await ada.command('/project members WEB')).text,
    list: (await ada.command('/task list WEB claimed')).text,
    refused: (await ada.command(`/task claim ${reference}`)).text,
    task: (await ada.command(`/task ${reference}`)).text,
    history: (await ada.press('History')).text,
    account: (await person.command('/account')).text,
    ...(await nextMessage(() => left(person))),
  };
  expectIn(places, `${inOneLine(text)} ${inOneLine(text)}`);
  const edit = await person.command('/account edit');
  person.close();
  expectIn({ edit: initial(edit, 'firstName'), welcome: answer.text }, inOneLine(text));
});
