import type { Delivery } from '../../playground/delivery.ts';
import type { Person } from '../../playground/person.ts';
import { linkIn } from '../support/password-page.ts';
import { until } from '../support/until.ts';
import { password } from '../support/world.ts';
import { openPageStage, type PageStage } from './purposes.ts';

/** The page where the app was installed by OAuth: Slack is told by the token of the installation that was asked. */
const [whole, analytical, differential, elsewhere] = ['E0SCIENCE', 'T0ANALYTIC', 'T0DIFFER', 'T0DIFFER'];
const hour = 60 * 60_000;
let stage: PageStage;
afterEach(() => stage.world.stop());

async function installed(
  of: string,
  organisations = [] as { enterpriseId: string; name: string; teamIds: string[] }[],
) {
  stage = await openPageStage({ oauth: { organisations } });
  const { status } = await stage.world.install(of, 'allow', stage.world.urls[0]?.replace('/slack/', '/team/slack/'));
  expect(status).toBe(200);
}

/** Signs up by the page that the modal leads to. */
async function signUp(person: Person) {
  const page = await stage.page(linkIn(person.modals().at(-1)));
  const values = { Email: `${person.name}@example.com`, Password: password, 'Confirm password': password };
  expect((await page.submit(values)).title).toBe('Done');
}

const tellers = (method: string) => [
  ...new Set(stage.world.slack.calls.filter((call) => call.method === method).map(({ token }) => token.split('-')[1])),
];

test('in a workspace: signed up by the page, and Slack says so where the link stood, and in Home', async () => {
  await installed(analytical);
  const ada = stage.world.slack.person('ada');
  await ada.openHome();
  await ada.press('Sign up');
  await signUp(ada);
  await stage.told(ada, /Welcome, Ada! Your account ada is ready/);
  await until(async () => (await stage.world.count('outbox', {})) === 0);
  expect(JSON.stringify(ada.home()?.blocks)).toMatch(/Claimed by me/);
  expect([tellers('views.update'), tellers('views.publish')]).toEqual([[analytical], [analytical]]);
  expect(ada.directMessages()).toEqual([]);
});

test('in an organisation, in each of its workspaces, also where the modal was closed', async () => {
  await installed(whole, [{ enterpriseId: whole, name: 'Science', teamIds: [analytical, differential] }]);
  const [ada, emmy] = [stage.world.slack.person('ada'), stage.world.slack.person('emmy', differential)];
  for (const person of [ada, emmy]) {
    await person.command('/account sign-up');
    await signUp(person);
    await stage.told(person, /Welcome/);
    person.close();
  }
  const link = await stage.ask(emmy, '/account password');
  emmy.close();
  const right = { 'Current password': password, Password: 'Other-horse-8', 'Confirm password': 'Other-horse-8' };
  expect((await (await stage.page(link)).submit(right)).title).toBe('Done');
  await emmy.waitForMessage(/Your password is changed/);
  expect([tellers('views.update'), tellers('chat.postMessage')]).toEqual([[whole], [whole]]);
});

test('a stranger in a shared channel is told by the app that they asked', async () => {
  await installed(analytical);
  const { slack } = stage.world;
  slack.state.workspace(analytical).sharesChannelsWith = [elsewhere];
  const emmy = slack.person('emmy', elsewhere);
  const button = { type: 'button', action_id: 'account.sign-up', text: { type: 'plain_text', text: 'Sign up' } };
  const elements = [{ ...button, value: '{}' }];
  const message = { ...slack.person('ada').say('Sign up'), blocks: [{ type: 'actions', block_id: 'one', elements }] };
  const deliver = slack.deliver;
  slack.deliver = ({ kind, payload }: Delivery, url) =>
    deliver({ kind, payload: { ...payload, team: { id: analytical, domain: 'analytical' } } }, url);
  await emmy.press('Sign up', { on: message });
  slack.deliver = deliver;
  await signUp(emmy);
  await stage.told(emmy, /Welcome, Emmy/);
  expect(await stage.world.count('identities', { teamId: elsewhere })).toBe(1);
  expect(tellers('views.update')).toEqual([analytical]);
});

test('an hour after the app was uninstalled no link is left', async () => {
  await installed(analytical);
  await stage.world.slack.person('ada').command('/account sign-up');
  expect(await stage.world.count('passwordLinks', { teamId: analytical })).toBe(1);
  await stage.world.deliver(stage.world.oauth.uninstall(analytical).uninstalled);
  stage.forward(hour + 1000);
  await until(async () => (await stage.world.count('installations', {})) === 0);
  expect(await stage.world.count('passwordLinks', {})).toBe(0);
});
