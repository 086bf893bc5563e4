import { userChanged } from '../../playground/events.ts';
import type { Person } from '../../playground/person.ts';
import { until } from '../support/until.ts';
import { password, startWorld, type World } from '../support/world.ts';

const team = 'T0ANALYTIC';
/** Of which a change of two seconds opens some ten thousand. */
const many = 15_000;
let world: World;
let [ada, grace, alan] = [] as unknown as [Person, Person, Person];

/** Ada owns the group Web, whose project WEB Grace manages; all three are in it. */
beforeEach(async () => {
  world = await startWorld({ bots: 2 });
  [ada, grace, alan] = [await world.member('ada'), await world.member('grace'), await world.member('alan')];
  await world.group(ada, grace, alan);
  await world.project(grace, ada, alan);
});
afterEach(() => world.stop());

const deactivation = (person: Person, at?: number) =>
  userChanged(world.slack.state, person.teamId, person.userId, true, at);
async function deactivate(person: Person) {
  const delivery = deactivation(person);
  // One that isn't acknowledged comes again, as from Slack.
  await until(async () => (await world.slack.deliver(delivery)).status === 200);
  return delivery;
}
const status = async (who: Person, reference: string) => (await who.command(`/task ${reference}`)).text;

test('A9: what they had claimed becomes open, in the record, too; other people’s claims stay', async () => {
  await ada.command('/task add WEB One');
  await ada.command('/task add WEB Two');
  await ada.command('/task claim WEB-1');
  await grace.command('/task claim WEB-2');
  await deactivate(grace);
  expect(await status(ada, 'WEB-2')).toMatch(/Website · Open/);
  expect(await status(ada, 'WEB-1')).toMatch(/Claimed by Ada/);
  await ada.command('/task WEB-2');
  expect((await ada.press('History')).text).toMatch(/Grace Hopper \(grace\) dropped it/);
  expect((await alan.command('/task claim WEB-2')).text).toMatch(/You claimed WEB-2/);
  expect(await world.count('identities', { userId: grace.userId })).toBe(0);
});

test('what they manage is told to the group’s owner with a button, which takes it over once', async () => {
  await grace.command('/project create API');
  await grace.submit({ Key: 'API' });
  grace.close();
  await deactivate(grace);
  const told = await ada.waitForMessage(
    /Grace Hopper \(grace\) was deactivated in Slack\. .*Web.* manage (WEB|API), (WEB|API)/,
  );
  expect((await ada.press('Take over', { on: told })).text).toMatch(/You manage (WEB, API|API, WEB) now/);
  expect((await ada.command('/project show API')).text).toMatch(/Ada Lovelace \(ada\)/);
  expect(await world.count('activities', { kind: 'project.transferred' })).toBe(2);
  // She is a member of what she manages.
  expect((await ada.command('/task add API Begin')).text).toMatch(/You created API-1/);
});

test('pressed when nothing is left to take over, it says so (S4)', async () => {
  await deactivate(grace);
  const told = await ada.waitForMessage(/was deactivated/);
  await ada.command('/project transfer WEB @alan');
  expect((await ada.press('Take over', { on: told })).text).toBe('They manage nothing in Web any more.');
});

test('the manager is back before the owner pressed: they are told whose their projects are', async () => {
  await deactivate(grace);
  const told = await ada.waitForMessage(/was deactivated/);
  await grace.command('/account sign-in');
  await grace.submit({ Username: 'grace', Password: password });
  grace.close();
  expect((await ada.press('Take over', { on: told })).text).toMatch(/You manage WEB now/);
  await grace.waitForMessage(/Ada Lovelace \(ada\) took over WEB in the group Web, which you managed/);
});

test('S1: nobody else’s press does anything', async () => {
  await deactivate(grace);
  const told = await ada.waitForMessage(/was deactivated/);
  expect((await alan.press('Take over', { on: told })).text).toMatch(
    /Only the owner of Web, Ada Lovelace, can take over/,
  );
  expect((await ada.command('/project show WEB')).text).toMatch(/Grace Hopper \(grace\)/);
  expect((await ada.press('Take over', { on: told })).text).toMatch(/You manage WEB now/);
});

test('G8: a group whose owner is deactivated passes to the member of the longest standing, if they press', async () => {
  await ada.command('/project create API');
  await ada.submit({ Key: 'API' });
  ada.close();
  await deactivate(ada);
  const told = await grace.waitForMessage(/Ada Lovelace \(ada\), who owns the group Web, was deactivated/);
  expect(alan.directMessages().filter(({ text }) => /deactivated/.test(text))).toEqual([]);
  expect((await alan.press('Take over', { on: told })).text).toMatch(/Only the member who has been in Web the longest/);
  expect((await grace.press('Take over', { on: told })).text).toMatch(
    /You own the group Web now\. You also manage API\./,
  );
  expect((await alan.command('/group members Web')).text).toMatch(/Grace Hopper \(grace\) — owner/);
  expect((await grace.command('/group invite Web @hedy')).text).toMatch(/invited to Web/);
});

test('the one of the longest standing is deactivated, too: the next is asked', async () => {
  await deactivate(ada);
  await grace.waitForMessage(/who owns the group Web/);
  await deactivate(grace);
  const told = await alan.waitForMessage(/Ada Lovelace \(ada\), who owns the group Web, was deactivated/);
  expect((await alan.press('Take over', { on: told })).text).toMatch(/You own the group Web now/);
});

test('the owner is back before anybody pressed: it stays theirs', async () => {
  await deactivate(ada);
  const told = await grace.waitForMessage(/who owns the group Web/);
  await ada.command('/account sign-in');
  await ada.submit({ Username: 'ada', Password: password });
  ada.close();
  expect((await grace.press('Take over', { on: told })).text).toMatch(/Ada Lovelace \(ada\) owns Web and is here/);
  expect((await ada.command('/group members Web')).text).toMatch(/Ada Lovelace \(ada\) — owner/);
});

test('S3: told ten times at once on two processes, and again late: one effect, one message', async () => {
  await ada.command('/task add WEB One');
  await grace.command('/task claim WEB-1');
  const delivery = deactivation(grace);
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => ada.again(delivery, world.urls[n % 2])));
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
  await ada.waitForMessage(/was deactivated/);
  await world.slack.deliver(delivery);
  await world.slack.deliver(deactivation(grace));
  expect(await world.count('activities', { kind: 'task.dropped' })).toBe(1);
  await until(async () => (await world.count('outbox', {})) === 0);
  expect(ada.directMessages().filter(({ text }) => /deactivated/.test(text))).toHaveLength(1);
});

test('late: somebody who has come back since stays', async () => {
  await grace.command('/account sign-out');
  await grace.command('/account sign-in');
  await grace.submit({ Username: 'grace', Password: password });
  await world.slack.deliver(deactivation(grace, Date.now() - 5000));
  expect((await grace.command('/account')).text).toMatch(/Grace/);
});

test('more claims than one change can open become open all the same, in time and in the record', async () => {
  await ada.command('/task add WEB One');
  await grace.command('/task claim WEB-1');
  const [task] = await world.collection('tasks').find().toArray();
  const more = Array.from({ length: many }, (_, index) => ({
    ...task,
    _id: `more${index}` as never,
    number: index + 2,
  }));
  await world.collection('tasks').insertMany(more);
  await deactivate(grace);
  expect(await world.count('tasks', { claimantId: { $exists: true } })).toBe(0);
  expect(await world.count('tasks', { status: 'open', claimedAt: null })).toBe(many + 1);
  expect(await world.count('activities', { kind: 'task.dropped' })).toBe(many + 1);
  expect((await alan.command('/task claim WEB-7')).text).toMatch(/You claimed WEB-7/);
});

test('other changes of a user, and strangers’, change nothing', async () => {
  await grace.command('/task add WEB One');
  await grace.command('/task claim WEB-1');
  await world.slack.deliver(userChanged(world.slack.state, team, grace.userId, false));
  await world.slack.deliver(userChanged(world.slack.state, 'T0DIFFER', grace.userId, true));
  await world.slack.deliver(userChanged(world.slack.state, team, 'U0NOBODY', true));
  expect(await status(ada, 'WEB-1')).toMatch(/Claimed by Grace/);
});

const rounds = Number(process.env['DIBS_ROUNDS'] ?? 20);
test('claims against the deactivation, many times: nothing is held by somebody who is gone', async () => {
  const members = await world.collection('identities').find().toArray();
  const accountId = members.find(({ userId }) => userId === grace.userId)?.['accountId'];
  for (let round = 1; round <= rounds; round++) {
    await ada.command(`/task add WEB Number ${round}`);
    const [claimed] = await Promise.all([
      grace.command(`/task claim WEB-${round}`),
      new Promise((resolve) => setTimeout(resolve, Math.random() * 15)).then(() => deactivate(grace)),
    ]);
    expect(claimed.kind).toBe('message');
    expect(await world.count('tasks', { claimantId: accountId })).toBe(0);
    await grace.command('/account sign-in');
    await grace.submit({ Username: 'grace', Password: password });
    grace.close();
  }
});
