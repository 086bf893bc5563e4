import type { Person } from '../../playground/person.ts';
import { linkIn } from '../support/password-page.ts';
import { until } from '../support/until.ts';
import { badWeather, firstOf, refused, unheard, unwell, type Weather } from '../support/weather.ts';
import { password } from '../support/world.ts';
import { openPageStage, type PageStage } from './purposes.ts';

/** What was done on the page is told in Slack whatever fails meanwhile, once; and what is kept of links goes. */
let stage: PageStage;
beforeAll(async () => {
  stage = await openPageStage();
});
afterAll(() => stage.world.stop());

async function signUp(person: Person, link: string) {
  const page = await stage.page(link);
  const values = { Email: `${person.name}@example.com`, Password: password, 'Confirm password': password };
  expect((await page.submit(values)).title).toBe('Done');
}

/** Until nothing waits; time passes quicker, so that the next try comes soon. */
const delivered = () =>
  until(async () => {
    stage.forward(1000);
    return (await stage.world.count('outbox', {})) === 0;
  });

const shownOf = (person: Person) => person.directMessages().map(({ text }) => text);

test.each([
  ['unwell', unwell],
  ['in doubt', refused('internal_error')],
  ['called too often', refused('ratelimited')],
] satisfies [string, Weather][])('Slack is %s when the modal is to say it: it says so later', async (_, weather) => {
  const person = stage.stranger();
  const link = await stage.ask(person, '/account sign-up');
  const { calls } = badWeather(stage.world.slack, weather, firstOf('views.update'));
  await signUp(person, link);
  await delivered();
  await stage.told(person, /Welcome, First/);
  expect(calls).toHaveLength(1);
  expect(person.directMessages()).toEqual([]);
});

test('closed, and the answer to the direct message is lost: it is there once, with Continue', async () => {
  const person = stage.stranger();
  await person.command('/group create Lost');
  const { view } = await person.press('Sign up');
  person.close();
  badWeather(stage.world.slack, unheard(unwell), firstOf('chat.postMessage'));
  await signUp(person, linkIn(view));
  await delivered();
  expect(shownOf(person)).toEqual([expect.stringMatching(/Welcome, First/)]);
  const [message] = person.directMessages();
  expect((await person.press('Continue', { on: message as never })).text).toMatch(/You made the group Lost/);
});

test('A6: with the account go all links of its Slack users', async () => {
  const person = await stage.member();
  const { teamId, userId } = person;
  for (const command of ['/account edit', '/account password']) {
    await stage.ask(person, command);
    person.close();
  }
  const link = await stage.ask(person, '/account delete');
  expect(await stage.world.count('passwordLinks', { teamId, userId })).toBeGreaterThan(2);
  expect((await (await stage.page(link)).submit({ 'Current password': password })).title).toBe('Done');
  await stage.told(person, /Your account is deleted/);
  expect(await stage.world.count('passwordLinks', { teamId, userId })).toBe(0);
});

test('A9: what a deactivated Slack user was given is good no longer', async () => {
  const person = stage.stranger();
  const link = await stage.ask(person, '/account sign-up');
  const { teamId, userId } = person;
  const event = { type: 'user_change', user: { id: userId, team_id: teamId, deleted: true } };
  const { slack } = stage.world;
  const { clock } = slack.state;
  // Slack tells the time in whole seconds, and the bot's clock was put forward.
  const tell = async (at: number) => {
    Object.assign(slack.state, { clock: () => at });
    await slack.tell(slack.state.workspace(teamId), event).answered;
    Object.assign(slack.state, { clock });
  };
  await tell(Date.now() - 60_000);
  expect((await stage.page(link)).text).not.toMatch(/isn't good any more/);
  await tell(Date.now() + 365 * 24 * 60 * 60_000);
  await until(async () => /isn't good any more/.test((await stage.page(link)).text));
});
