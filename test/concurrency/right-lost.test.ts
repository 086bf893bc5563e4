import type { Person } from '../../playground/person.ts';
import { testMongoUri } from '../support/mongo.ts';
import { type Command, startMongoProxy } from '../support/mongo-proxy.ts';
import { startWorld, type World } from '../support/world.ts';

/** What changes between the look at a task or project and the write to it. */
let world: World;
let proxy: Awaited<ReturnType<typeof startMongoProxy>>;
let [ada, grace, alan] = [] as unknown as [Person, Person, Person];
let meanwhile: (() => Promise<unknown>) | undefined;
/** The channel that WEB is linked to. */
const inLinked = { channelId: 'CT0ANALYTICWEB' };

/** Ada owns the group, Grace manages its project WEB, Alan has made and claimed WEB-1. */
beforeEach(async () => {
  const writesTask = (command: Command) => command['findAndModify'] === 'tasks' || command['delete'] === 'tasks';
  const written = ['groups', 'projects', 'memberships', 'projectChannels'];
  const writesProject = (command: Command) => written.includes(String(command['update'] ?? command['delete']));
  proxy = await startMongoProxy(testMongoUri(), {
    async before(command) {
      if (!writesTask(command) && !writesProject(command)) return;
      const act = meanwhile;
      meanwhile = undefined;
      await act?.();
    },
  });
  world = await startWorld({ mongodbUri: proxy.uri });
  [ada, grace, alan] = [await world.member('ada'), await world.member('grace'), await world.member('alan')];
  await world.group(ada, grace, alan);
  await world.project(grace, ada, alan);
  await alan.command('/task add WEB One');
  await grace.command('/project link WEB', inLinked);
});
afterEach(async () => {
  await world.stop();
  await proxy.stop();
});

const passedOn = () => {
  meanwhile = () => ada.command('/project transfer WEB @ada');
};

test('a manager who is none any more releases nothing (T3)', async () => {
  await alan.command('/task claim WEB-1');
  passedOn();
  expect((await grace.command('/task release WEB-1')).text).toMatch(/Only the project's manager can release WEB-1/);
  expect((await ada.command('/task WEB-1')).text).toMatch(/Claimed by Alan/);
});

test('nor do they reopen, edit or delete (T4)', async () => {
  await alan.command('/task claim WEB-1');
  await alan.command('/task complete WEB-1');
  passedOn();
  expect((await grace.command('/task reopen WEB-1')).text).toMatch(
    /Only .*, or the project's manager can reopen WEB-1/,
  );
  await ada.command('/project transfer WEB @grace');
  await grace.command('/task edit WEB-1');
  passedOn();
  expect(JSON.stringify(await grace.submit({ Title: 'Other' }))).toMatch(/Only its creator, .* can edit WEB-1/);
  grace.close();
  await ada.command('/project transfer WEB @grace');
  await grace.command('/task delete WEB-1');
  passedOn();
  expect((await grace.submit()).text).toMatch(/Only its creator, .* can delete WEB-1/);
  expect((await ada.command('/task WEB-1')).text).toMatch(/One\nWebsite · Completed/);
});

test('who claims a task that is being deleted is told', async () => {
  await grace.command('/task delete WEB-1');
  meanwhile = () => alan.command('/task claim WEB-1');
  expect((await grace.submit()).text).toBe('Done\nYou deleted WEB-1.');
  await alan.waitForMessage(/Grace Hopper \(grace\) deleted WEB-1, which you had claimed/);
});

/** Each with what Ada asks for, as the owner of the group alone. */
const byOwner: [what: string, ask: () => Promise<{ text: string }>][] = [
  ['passing it on', () => ada.command('/project transfer WEB @alan')],
  ['removing a member', () => ada.command('/project remove WEB @alan')],
  ['linking it', () => ada.command('/project link WEB')],
  ['unlinking it', () => ada.command('/project unlink', inLinked)],
];

test.each(byOwner)('an owner who is none any more changes no project: %s (P4)', async (_, ask) => {
  meanwhile = () => ada.command('/group transfer Web @alan');
  expect((await ask()).text).toBe('Web changed at the same moment. Look at it and try again.');
  expect(meanwhile).toBeUndefined();
});

test('nor by a form: editing and deleting it', async () => {
  await ada.command('/project edit WEB');
  meanwhile = () => ada.command('/group transfer Web @alan');
  expect(JSON.stringify(await ada.submit({ Name: 'Other' }))).toMatch(/Web changed at the same moment/);
  ada.close();
  await alan.command('/group transfer Web @ada');
  await ada.command('/project delete WEB');
  meanwhile = () => ada.command('/group transfer Web @alan');
  expect((await ada.submit()).text).toMatch(/Web changed at the same moment/);
  expect(meanwhile).toBeUndefined();
  expect((await alan.command('/project show WEB')).text).toMatch(/Website/);
});

test.each(['/project link WEB', '/project unlink'])('nor does a manager who is none any more: %s', async (command) => {
  passedOn();
  expect((await grace.command(command, inLinked)).text).toBe(
    'WEB changed at the same moment. Look at it and try again.',
  );
  expect(meanwhile).toBeUndefined();
});

test('a channel that somebody links to another project meanwhile stays linked to that', async () => {
  await alan.command('/project create Other');
  await alan.submit({ Key: 'OTHER' });
  alan.close();
  meanwhile = () => alan.command('/project link OTHER', inLinked);
  expect((await grace.command('/project unlink', inLinked)).text).toMatch(/WEB changed at the same moment/);
  expect((await alan.command('/task add Two', inLinked)).text).toMatch(/OTHER-1/);
});
