import type { Delivery } from '../../playground/delivery.ts';
import type { Person } from '../../playground/person.ts';
import { startWorld, type World } from '../support/world.ts';

/** Slack Connect: the bot is in the first workspace alone, and people of the second meet it in a shared channel. */
const [here, elsewhere] = ['T0ANALYTIC', 'T0DIFFER'];
let world: World;
let [ada, emmy] = [] as unknown as [Person, Person];

beforeAll(async () => {
  world = await startWorld({ oauth: {} });
  await world.install(here);
  world.slack.state.workspace(here).sharesChannelsWith = [elsewhere];
  ada = await world.member('ada');
  emmy = world.slack.person('emmy', elsewhere);
});
afterAll(() => world.stop());

/** What Slack sends of a stranger in a shared channel: the channel's team is the bot's, the user's their own. */
const fromSharedChannel = ({ kind, payload }: Delivery): Delivery => {
  const team = { id: here, domain: 'analytical' };
  const view = payload['view'] as object | undefined;
  // Of a form Slack sends the sender's own team, and the one where the bot is in the view.
  const asked = view ? { view: { ...view, app_installed_team_id: here } } : { team };
  return { kind, payload: { ...payload, ...asked } };
};

let deliver: World['slack']['deliver'];
beforeEach(() => {
  deliver = world.slack.deliver;
  world.slack.deliver = (what, url) => deliver(fromSharedChannel(what), url);
});
afterEach(() => {
  world.slack.deliver = deliver;
});

test('a stranger who signs up is their own workspace’s user, answered by the token of the one asked', async () => {
  const form = await emmy.press('Sign up', { on: saying('Sign up', 'account.sign-up', {}) });
  expect(form.kind).toBe('modal');
  const answer = await emmy.submit({
    'First name': 'Emmy',
    Surname: 'Noether',
    Username: 'emmy',
    Email: 'emmy@example.com',
    Password: 'Correct-horse-7',
    'Confirm password': 'Correct-horse-7',
  });
  expect(answer.text).toMatch(/Welcome, Emmy/);
  emmy.close();
  const [identity] = (await world.collection('identities').find().toArray()).filter(
    ({ userId }) => userId === emmy.userId,
  );
  expect(identity).toMatchObject({ _id: `${elsewhere}:${emmy.userId}`, teamId: elsewhere });
  const tokens = new Set(world.slack.calls.filter(({ method }) => method === 'views.open').map((call) => call.token));
  expect([...tokens].map((token) => token.split('-')[1])).toEqual([here]);
});

test('the same id in the other workspace is somebody else', async () => {
  world.slack.deliver = deliver;
  const twin = world.slack.addPerson('twin', 'Twin', 'Of Emmy');
  const { delivery } = await twin.command('/account');
  const payload = { ...delivery.payload, user_id: emmy.userId, trigger_id: 'of-a-twin' };
  const { body } = await deliver({ ...delivery, payload });
  expect(body).toMatch(/Welcome to Dibs/);
});

test('G3: a stranger who is mentioned isn’t taken for somebody from here', async () => {
  await ada.command('/group create Web');
  const before = await world.count('invitations', {});
  const mention = await mentioning('/group', 'invite Web', emmy);
  expect(mention).toMatch(
    /They are of another workspace, where you aren't: invite them by their exact username or email/,
  );
  expect(await world.count('invitations', {})).toBe(before);
  expect((await ada.command('/group invite Web @emmy')).text).toMatch(/Emmy Noether \(emmy\) is invited/);
});

test('what waits for a stranger is theirs to press, and nobody’s of here with the same id', async () => {
  const [invitation] = (await world.collection('invitations').find().toArray()).filter(
    ({ status }) => status === 'pending',
  );
  const message = saying('Accept', 'invitation.accept', { invitation: String(invitation?._id) });
  const twin = world.slack.person('twin');
  expect((await twin.press('Accept', { on: message })).text).toMatch(/Welcome to Dibs/);
  expect((await emmy.press('Accept', { on: message })).text).toMatch(/You accepted: you are a member of Web now/);
});

/** A message of the shared channel with one button. */
function saying(label: string, id: string, value: object) {
  const button = { type: 'button', action_id: id, text: { type: 'plain_text', text: label } };
  const elements = [{ ...button, value: JSON.stringify(value) }];
  return { ...ada.say(label), blocks: [{ type: 'actions', block_id: 'one', elements }] };
}

/** A command that mentions somebody, in Slack's own writing. */
async function mentioning(command: string, text: string, whom: Person): Promise<string> {
  const { delivery } = await ada.command(`${command} help`);
  const written = `${text} <@${whom.userId}|${whom.name}>`;
  const payload = { ...delivery.payload, text: written, trigger_id: world.slack.state.unique('trigger') };
  const { body } = await deliver({ ...delivery, payload });
  return (JSON.parse(body) as { text: string }).text;
}
