import { installInBrowser } from '../../playground/install.ts';
import type { Answer, Person } from '../../playground/person.ts';
import { type KilledBot, type Point, killRounds as rounds, startKilledBot } from '../support/killed-bot.ts';
import type { Command } from '../support/mongo-proxy.ts';
import { seed } from '../support/seed.ts';
import { until } from '../support/until.ts';

/**
 * The bot is killed at each point of what people and Slack have it do, and another goes on: what was said to be done
 * is done once, what wasn't can be done again, and whoever is to be told is told once.
 */
let killed: KilledBot;
let owner: Person;
let people: Person[];
let count = 0;

const [analytical, differential] = ['T0ANALYTIC', 'T0DIFFER'];
const peoplePerRound = 14;

beforeAll(async () => {
  killed = await startKilledBot();
  const seeded = await seed(killed.uri, killed.slack, { people: 1 + rounds * peoplePerRound });
  [owner, ...people] = seeded.people as [Person, ...Person[]];
  await installInBrowser(killed.installUrl, analytical);
  await owner.command('/group create First');
});
afterAll(() => killed.stop());

const collection = (name: string) => killed.database.collection(name);
const someone = () => people.pop() as Person;
const delivered = () => until(async () => (await collection('outbox').countDocuments()) === 0);
const shown = (person: Person, text: RegExp) => person.directMessages().filter((message) => text.test(message.text));

/** Writes of changes, by what they do to which collection; those of jobs are in no transaction. */
const inChange = (name: string, to: string) => (command: Command) =>
  command[name] === to && command['autocommit'] === false;
const byJob = (name: string, to: string) => (command: Command) =>
  command[name] === to && command['autocommit'] === undefined;
const commit = (command: Command) => 'commitTransaction' in command;
/** The job looks for exports all the time: this is when somebody has asked for one. */
let asked = false;
const leasesExport = (command: Command) => {
  asked ||= commit(command);
  return asked && byJob('findAndModify', 'exports')(command);
};

/** Does it again until it is done: what a killed bot has left open locks its documents for some seconds. */
async function untilShown(right: RegExp, act: () => Promise<Answer>) {
  let text = '';
  await until(async () => {
    ({ text } = await act());
    return right.test(text) || !/saved/.test(text);
  });
  expect(text).toMatch(right);
}

/** `act` with the bot killed at the point, and another started. */
async function killedIn(point: Point, act: () => Promise<unknown>) {
  const kill = killed.killAt(point);
  const acting = act();
  await kill;
  await acting;
  expect(await killed.files()).toEqual([]);
  await killed.timePasses();
  await killed.start();
}

async function inviting(point: Point) {
  const { name, userId } = killed.slack.addPerson(`guest${++count}`, 'Guest', String(count));
  const guest = killed.slack.person(name);
  const invite = () => owner.command(`/group invite First @${name}`);
  await killedIn(point, invite);
  await untilShown(/invited/, invite);
  await delivered();
  expect(shown(guest, /invites you to the group First/)).toHaveLength(1);
  expect(await collection('invitations').countDocuments({ 'slackUser.userId': userId })).toBe(1);
}

async function accepting(point: Point) {
  const guest = someone();
  await owner.command(`/group invite First @${guest.name}`);
  const message = await guest.waitForMessage(/invites you to the group First/);
  await delivered();
  const accept = () => guest.press('Accept', { on: message });
  await killedIn(point, accept);
  if (shown(guest, /invites you/).length > 0) await untilShown(/accepted/, accept);
  await delivered();
  expect(shown(guest, /invites you|You accepted/).map(({ text }) => text)).toEqual([
    expect.stringMatching(/You accepted/),
  ]);
  expect(shown(owner, new RegExp(`\\(${guest.name}\\) accepted`))).toHaveLength(1);
  const account = await collection('accounts').findOne({ username: guest.name });
  const joined = { kind: 'group.joined', actorId: String(account?.['_id']) };
  expect(await collection('activities').countDocuments(joined)).toBe(1);
}

async function sweeping(point: Point) {
  const number = ++count;
  await owner.command(`/group create Gone ${number}`);
  await owner.command(`/project create Gone ${number}`);
  await owner.submit({ Group: `Gone ${number}`, Key: `G${number}` });
  owner.close();
  await owner.command(`/task add G${number} Something`);
  const group = await collection('groups').findOne({ name: `Gone ${number}` });
  await owner.command(`/group delete Gone ${number}`);
  await killedIn(point, async () => {
    await owner.submit();
    owner.close();
  });
  const left = async () => {
    const groupId = group?.['_id'] as unknown as string;
    const counts = ['memberships', 'projects'].map((name) => collection(name).countDocuments({ groupId }));
    const whole = collection('groups').countDocuments({ _id: group?.['_id'] as never });
    const task = collection('tasks').countDocuments({ title: 'Something' });
    return (await Promise.all([...counts, whole, task])).reduce((one, other) => one + other);
  };
  await until(async () => (await left()) === 0);
}

async function exporting(point: Point) {
  const person = someone();
  asked = false;
  await killedIn(point, () => person.command('/account export'));
  await until(async () => (await collection('exports').countDocuments()) === 0);
  expect(person.directMessages().filter(({ files }) => files)).toHaveLength(1);
}

/** An event that isn't acknowledged comes again. */
const tell = (teamId: string, event: Record<string, unknown>) =>
  killed.slack.tell(killed.slack.state.workspace(teamId), event).answered;

async function uninstalling(point: Point) {
  await installInBrowser(killed.installUrl, differential);
  const installed = () =>
    collection('installations').countDocuments({ _id: differential as never, botToken: { $exists: true } });
  expect(await installed()).toBe(1);
  await killedIn(point, () => tell(differential, { type: 'app_uninstalled' }));
  await until(async () => (await installed()) === 0);
}

async function deactivating(point: Point) {
  const manager = someone();
  const key = `M${++count}`;
  await manager.command(`/project create Managed ${count}`);
  await manager.submit({ Group: 'Seeded', Key: key });
  manager.close();
  await manager.command(`/task add ${key} Something to do`);
  await manager.command(`/task claim ${key}-1`);
  const { teamId, userId } = manager;
  const dropped = () => collection('activities').countDocuments({ kind: 'task.dropped' });
  const before = await dropped();
  await killedIn(point, () =>
    tell(teamId, { type: 'user_change', user: { id: userId, team_id: teamId, deleted: true } }),
  );
  await until(async () => (await collection('identities').countDocuments({ userId })) === 0);
  await delivered();
  expect((await dropped()) - before).toBe(1);
  expect(shown(owner, new RegExp(`\\(${manager.name}\\) was deactivated`))).toHaveLength(1);
}

const cases: [string, (point: Point) => Promise<void>, Point][] = [
  ['before the invitation is written', inviting, { write: inChange('insert', 'invitations') }],
  [
    "before the record of it, with the delivery's key, is written",
    inviting,
    { write: inChange('insert', 'activities') },
  ],
  ['before its letter is written', inviting, { write: inChange('insert', 'outbox') }],
  ['before it is committed', inviting, { write: commit }],
  ['after it is committed, before it is answered', inviting, { written: commit }],
  ['before an acceptance is committed', accepting, { write: commit }],
  ['after an acceptance is committed, before it is answered', accepting, { written: commit }],
  ["before the invitation's message shows the answer", accepting, { call: 'chat.update' }],
  ["after the invitation's message shows the answer", accepting, { call: 'chat.update', carriedOut: true }],
  ["before a deleted group's memberships are swept", sweeping, { write: byJob('delete', 'memberships') }],
  ['before its tasks are swept', sweeping, { write: byJob('delete', 'tasks') }],
  ['before the project is swept', sweeping, { write: byJob('delete', 'projects') }],
  ['before the group is swept', sweeping, { write: byJob('delete', 'groups') }],
  ['before an export is leased', exporting, { write: leasesExport }],
  ['before a file is uploaded', exporting, { call: 'files.getUploadURLExternal' }],
  ['before the file is shown', exporting, { call: 'files.completeUploadExternal' }],
  ['after the file is shown', exporting, { call: 'files.completeUploadExternal', carriedOut: true }],
  ['before the export is marked as sent', exporting, { write: byJob('delete', 'exports') }],
  ['before an uninstallation takes the token', uninstalling, { write: byJob('update', 'installations') }],
  ['after it has, before the event is acknowledged', uninstalling, { written: byJob('update', 'installations') }],
  ['before a deactivation is committed', deactivating, { write: commit }],
  ['after a deactivation is committed, before the event is acknowledged', deactivating, { written: commit }],
];

test.each(cases)(
  'killed %s',
  async (where, round, point) => {
    for (let number = 0; number < rounds; number++) await round(point);
    process.stdout.write(`bot killed ${where}, ${rounds} times: nothing lost, and done and told once\n`);
  },
  60_000 + rounds * 60_000,
);
