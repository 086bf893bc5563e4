import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Person } from '../../playground/person.ts';
import { newId } from '../../src/db/record.ts';
import { exported } from '../support/exported.ts';
import { onDatabase } from '../support/load.ts';
import { newMongoUri } from '../support/mongo.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let ada: Person;
let grace: Person;

const idOf = async (collection: string, fields: Record<string, unknown>) =>
  (await world.collection(collection).findOne(fields))?._id;

/** Where files are written before they are sent. */
let folder: string;
const usualFolder = process.env['TMPDIR'];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dibs-test-'));
  process.env['TMPDIR'] = folder;
  world = await startWorld({ mongodbUri: newMongoUri() });
  ({ ada, grace } = await world.team());
});
afterEach(async () => {
  await world.stop();
  if (usualFolder === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = usualFolder;
  await rm(folder, { recursive: true });
});

const lines = (csv: string) => csv.replace('\uFEFF', '').trimEnd().split('\r\n');

test('E2: the owner gets projects, tasks and activity as CSV and JSON; what begins like a formula is text', async () => {
  await ada.command('/task add WEB =HYPERLINK("http://evil.example","press")');
  await ada.command('/task add WEB Ünïcode, "quoted"');
  await grace.command('/task claim WEB-2');
  await grace.command('/task complete WEB-2');
  const answer = await ada.command('/group export Web');
  expect(answer.text).toBe('Dibs is making an export of Web. You will get it as a direct message.');
  const file = await exported(ada);

  expect(lines(file('projects.csv'))[1]).toMatch(/^"WEB","Website","","Ada Lovelace \(ada\)","20/);
  const [columns, first, second] = lines(file('tasks.csv'));
  expect(columns).toBe(
    '"reference","title","description","link","status","creator","created","claimant","claimed","completer","completed"',
  );
  expect(first).toMatch(/^"WEB-1","'=HYPERLINK\(""http:\/\/evil.example"",""press""\)","","","open",/);
  expect(second).toMatch(/^"WEB-2","Ünïcode, ""quoted""","","","completed","Ada Lovelace \(ada\)",/);
  expect(lines(file('activity.csv'))).toContainEqual(
    expect.stringMatching(/^"20[^"]*Z","task.completed","Grace Hopper \(grace\)","","WEB","WEB-2"$/),
  );
  const everything = JSON.parse(file('everything.json'));
  expect(everything.group).toMatchObject({ name: 'Web' });
  expect(everything.tasks[0]).toMatchObject({ reference: 'WEB-1', title: '=HYPERLINK("http://evil.example","press")' });
  expect(everything.activity.map(({ what }: { what: string }) => what)).toContain('group.exported');
  await until(async () => (await world.count('exports', {})) === 0);
  expect(await readdir(folder)).toEqual([]);
});

test('E2: nobody but the owner, who is named; one who isn’t the owner any more gets none', async () => {
  expect((await grace.command('/group export Web')).text).toBe('Only the owner of Web, Ada Lovelace, can export it.');
  expect((await world.slack.person('alan').command('/group export Web')).text).toMatch(/Welcome to Dibs/);

  await ada.command('/group transfer Web @grace');
  const accountId = await idOf('accounts', { username: 'ada' });
  const { teamId, userId } = ada;
  const at = new Date();
  const groupId = await idOf('groups', { name: 'Web' });
  const asked = { _id: newId(), accountId, groupId, teamId, userId, createdAt: at, dueAt: at, attempts: 0 };
  await world.collection('exports').insertOne(asked as never);
  await ada.waitForMessage(/You no longer own Web, so you get no export of it/);
  expect(ada.directMessages().filter((message) => message.files)).toEqual([]);
});

test('E1: an account’s own data as JSON, without what others did or what it may not see', async () => {
  await ada.command('/task add WEB Mine');
  await grace.command('/task add WEB Of somebody else');
  await grace.command('/account export');
  const own = JSON.parse((await exported(grace))('account-grace.json'));
  expect(own.account).toMatchObject({ username: 'grace', email: 'grace@example.com', firstName: 'Grace' });
  expect(own.slackUsers).toMatchObject([{ teamId: 'T0ANALYTIC', userId: grace.userId }]);
  expect(own.groups).toEqual([{ name: 'Web', owner: false }]);
  expect(own.tasks.map(({ title }: { title: string }) => title)).toEqual(['Of somebody else']);
  expect(own.activity.map(({ who }: { who: string }) => who)).not.toContain('Ada Lovelace (ada)');
  expect(JSON.stringify(own)).not.toMatch(/passwordHash|\$2[aby]\$/);

  await grace.command('/project leave WEB');
  await grace.command('/account export');
  await until(async () => (await world.count('exports', {})) === 0);
  const later = grace.directMessages().findLast((message) => message.files);
  const after = JSON.parse(later?.files?.[0]?.text ?? '{}');
  expect(after.tasks).toEqual([]);
  expect(after.activity.map(({ task }: { task?: string }) => task)).not.toContain('WEB-2');
});

test('what a process before the migration wrote without its group is in the group’s record', async () => {
  const projectId = await idOf('projects', { key: 'WEB' });
  const old = { _id: newId(), at: new Date(), kind: 'task.dropped', actorId: 'gone', projectId };
  await world.collection('activities').insertOne(old as never);
  await ada.command('/group export Web');
  const dropped = lines((await exported(ada))('activity.csv')).filter((line) => line.includes('task.dropped'));
  expect(dropped).toEqual([expect.stringMatching(/"task.dropped","a former member","","WEB",""$/)]);
});

test('E5: looking for those reads none of the others', async () => {
  const [projectId, groupId] = [await idOf('projects', { key: 'WEB' }), await idOf('groups', { name: 'Web' })];
  const named = { at: new Date(), kind: 'task.dropped', actorId: 'gone', projectId, groupId };
  const many = Array.from({ length: 2000 }, () => ({ _id: newId(), ...named }));
  await world.collection('activities').insertMany(many as never);
  await onDatabase(world.mongodbUri, (database) => database.command({ profile: 2 }));
  await ada.command('/group export Web');
  await exported(ada);
  const seen = { op: 'query', 'command.find': 'activities', 'command.filter.projectId': projectId };
  const looks = await world.collection('system.profile').find(seen).toArray();
  expect(looks.length).toBeGreaterThan(0);
  expect(looks.reduce((sum, look) => sum + Number(look['docsExamined']), 0)).toBe(0);
});

test.each([
  ['/project remove WEB @grace', [{ name: 'Web' }]],
  ['/project delete WEB', [{ name: 'Web' }]],
  ['/group delete Web', []],
])('E1: what one loses while one’s own export is made (%s) isn’t in it', async (doing, groups) => {
  await grace.command('/task add WEB Of a project that was hers');
  let left = 1;
  world.slack.onCall = async ({ method }, carryOut) => {
    if (method !== 'files.getUploadURLExternal' || left-- !== 1) return carryOut();
    await ada.command(doing);
    if (ada.modals().length > 0) await ada.submit();
    ada.close();
    return carryOut();
  };
  await grace.command('/account export');
  const own = JSON.parse((await exported(grace))('account-grace.json'));
  expect(left).toBe(-1);
  expect(own).toMatchObject({ groups, projects: [], tasks: [] });
  expect(grace.directMessages().flatMap(({ files }) => files ?? [])).toHaveLength(1);
});
