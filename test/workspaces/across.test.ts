import type { Person } from '../../playground/person.ts';
import { until } from '../support/until.ts';
import { password, startWorld, type World } from '../support/world.ts';

/** Two workspaces, one group: Ada's in the first, Emmy's in the second. */
const [analytical, differential] = ['T0ANALYTIC', 'T0DIFFER'];
let world: World;
let [ada, emmy] = [] as unknown as [Person, Person];

beforeAll(async () => {
  world = await startWorld({ oauth: {}, bots: 2 });
  await world.install(analytical);
  await world.install(differential);
  [ada, emmy] = [await world.member('ada'), await world.member('emmy', differential)];
});
afterAll(() => world.stop());

const tokenOf = (teamId: string) => world.oauth.tokens().find((token) => token.startsWith(`xoxb-${teamId}-`));
/** Which workspace's token each message to a person went by. */
const messagesTo = (person: Person) =>
  world.slack.calls
    .filter(({ method, given }) => method === 'chat.postMessage' && given['channel'] === person.userId)
    .map((call) => call.token);

test('G3, G4: invited by username, accepted in the second workspace, told in the first, each by its own token', async () => {
  await ada.command('/group create Web');
  expect((await ada.command('/group invite Web @emmy')).text).toMatch(/Emmy Noether \(emmy\) is invited to Web/);
  const invitation = await emmy.waitForMessage(/Ada Lovelace \(ada\) invites you to the group Web/);
  expect((await emmy.press('Accept', { on: invitation })).text).toMatch(/You accepted: you are a member of Web now/);
  await ada.waitForMessage(/Emmy Noether \(emmy\) accepted your invitation to the group Web/);
  const updates = () => world.slack.calls.filter(({ method }) => method === 'chat.update').map((call) => call.token);
  await until(async () => updates().length > 0);
  expect(new Set(updates())).toEqual(new Set([tokenOf(differential)]));
  expect(messagesTo(emmy)).toEqual([tokenOf(differential)]);
  expect(messagesTo(ada)).toEqual([tokenOf(analytical)]);
});

test('they work in one project, each from their own workspace', async () => {
  await ada.command('/project create Website');
  await ada.submit({ Key: 'WEB' });
  ada.close();
  expect((await emmy.command('/project join WEB')).text).toMatch(/You are a member of WEB now/);
  await ada.command('/task add WEB Mend the gate');
  expect((await emmy.command('/task claim WEB-1')).text).toMatch(/You claimed WEB-1/);
  expect((await ada.command('/task claim WEB-1')).text).toMatch(/Emmy Noether \(emmy\) has claimed WEB-1/);
  expect((await ada.command('/task release WEB-1')).text).toMatch(/WEB-1/);
  await emmy.waitForMessage(/released WEB-1/);
  expect((await emmy.openHome()).text).toMatch(/WEB {2}Website/);
});

test('by email; search offers nobody of elsewhere by a beginning', async () => {
  const sofia = await world.member('sofia', differential);
  await ada.command('/group invite Web');
  expect(await ada.suggest('group.person', 'sof')).toEqual([]);
  expect(await ada.suggest('group.person', 'sofia@example.com')).toHaveLength(1);
  await ada.submit({ Person: 'sofia' });
  ada.close();
  await sofia.waitForMessage(/invites you to the group Web/);
});

test('names and keys are a workspace’s own: the second has a group Web and a project WEB of its own', async () => {
  expect((await emmy.command('/group create Web')).text).toMatch(/You made the group Web/);
  await emmy.command('/group create Second');
  await emmy.command('/project create Other');
  expect((await emmy.submit({ Group: 'Second', Key: 'WEB' })).text).toMatch(/You made the project WEB/);
  emmy.close();
  expect((await ada.command('/project show WEB')).text).toMatch(/Website/);
});

test('one person of two workspaces has one account, and is written to where the group is', async () => {
  const alsoAda = world.slack.addPerson('ada-too', 'Ada', 'Lovelace', differential);
  await alsoAda.command('/account sign-in');
  await alsoAda.submit({ Username: 'ada', Password: password });
  alsoAda.close();
  expect((await alsoAda.command('/group')).text).toMatch(/Web\nYou own it/);
  const sofia = world.slack.person('sofia', differential);
  await sofia.press('Accept', { on: await sofia.waitForMessage(/invites you to the group Web/) });
  await ada.waitForMessage(/Sofia Kovalevskaya \(sofia\) accepted/);
  expect(messagesTo(alsoAda)).toEqual([]);
});
