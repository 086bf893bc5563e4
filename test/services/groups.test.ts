import type { Actor } from '../../src/domain/actor.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { sweep } from '../../src/jobs/sweep.ts';
import { again, openStage, refusal, type Stage } from './cast.ts';

let stage: Stage;
let [ada, ben, cleo] = [] as unknown as [Actor, Actor, Actor];
let groupId: string;

beforeAll(async () => {
  stage = await openStage();
  [ada, ben, cleo] = [await stage.person('Ada'), await stage.person('Ben'), await stage.person('Cleo')];
});
afterAll(() => stage.close());

/** A group of Ada's that Ben is in. */
beforeEach(async () => {
  groupId = await stage.group(ada, ben);
});

test('G1: its maker is the owner and the first member', async () => {
  const { group } = await stage.services.groups.create(again(cleo), { name: 'Solo', description: 'Mine' });
  const sheet = await stage.services.groups.get(cleo, group.id);
  expect(sheet).toMatchObject({ isOwner: true, members: 1, owner: { username: 'cleo' } });
});

test('G1: a name is unique in its workspace, whatever its case', async () => {
  const form = (name: string) => ({ name, description: '' });
  await stage.services.groups.create(again(ada), form('Straße  X'));
  const refused = await refusal(stage.services.groups.create(again(ben), form('straße x')));
  expect(refused.field).toBe('name');
  const elsewhere = await stage.person('Eve', 'T2');
  await stage.services.groups.create(again(elsewhere), form('Straße X'));
});

test('G1: one delivery makes one group', async () => {
  const once = again(cleo);
  await stage.services.groups.create(once, { name: 'Once', description: '' });
  await expect(stage.services.groups.create(once, { name: 'Twice', description: '' })).rejects.toThrow('before');
});

test('G2: a member who is not the owner changes nothing, and is told who may', async () => {
  const { groups, invitations } = stage.services;
  const tries = [
    groups.edit(again(ben), groupId, { name: 'Mine', description: '' }),
    groups.transfer(again(ben), groupId, ben),
    groups.removeMember(again(ben), groupId, ada),
    groups.deletionCounts(again(ben), groupId),
    groups.remove(again(ben), groupId),
    invitations.invite(again(ben), groupId, { exact: 'cleo' }),
    invitations.search(again(ben), groupId, 'c', 5),
    invitations.withdraw(again(ben), groupId, { exact: 'cleo' }),
  ];
  const refusals = await Promise.all(tries.map(refusal));
  for (const { message } of refusals) expect(message).toContain('Ada Example');
});

test('to a stranger a group of others and one that never was read the same', async () => {
  const theirs = await refusal(stage.services.groups.get(cleo, groupId));
  const none = await refusal(stage.services.groups.get(cleo, 'f'.repeat(24)));
  expect(theirs.message).toBe(none.message);
});

test('G5: members are listed in the order of joining, by page', async () => {
  const { groups } = stage.services;
  const { page } = await groups.members(ben, groupId, { size: 1 });
  expect(page.items.map((member) => member.person?.username)).toEqual(['ada']);
  const { page: next } = await groups.members(ben, groupId, { size: 1, cursor: page.next });
  expect(next.items.map((member) => member.person?.username)).toEqual(['ben']);
  expect(next.next).toBeUndefined();
});

test('G7: the counts name what goes', async () => {
  const { id } = await stage.project(ada, groupId);
  await stage.claimedTask(ada, id);
  await stage.services.invitations.invite(again(ada), groupId, { exact: 'cleo' });
  const counts = await stage.services.groups.deletionCounts(ada, groupId);
  expect(counts).toMatchObject({ members: 2, projects: 1, invitations: 1, tasks: 1 });
});

test('G7: of a hundred projects not all are looked at, so their tasks aren’t counted', async () => {
  for (let project = 0; project < 100; project++) await stage.project(ada, groupId);
  const counts = await stage.services.groups.deletionCounts(ada, groupId);
  expect(counts).toMatchObject({ projects: 100, tasks: undefined });
});

async function makeMany(count: number) {
  const made = { groupId, teamId: 'T1', managerId: ada.accountId, createdAt: ada.now, description: '' };
  await stage.stores.deliveries.once(again(ada).delivery, 'test', async (change) => {
    for (let project = 0; project < count; project++)
      await stage.stores.projects.create({ ...made, name: `Many ${project}`, key: `M${project}` }, change);
  });
}

test('G7: after a crash between the two the sweep marks all projects before it takes anything', async () => {
  await makeMany(1100);
  const earlier = await stage.group(ada);
  for (const id of [earlier, groupId])
    await stage.stores.deliveries.once(again(ada).delivery, 'test', (change) =>
      stage.stores.groups.markDeleted(id, ada.accountId, new Date(), change),
    );
  const left = async () => (await stage.stores.projects.idsInGroup(groupId, 2000)).length;
  const sweepNext = sweep(stage.stores, () => new Date());
  const lefts = [];
  for (let pass = 0; pass < 3; pass++) lefts.push(await sweepNext().then(left));
  expect(lefts).toEqual([600, 100, 0]);
});

test('G7: in time, none of however many projects is left when the owner is told', async () => {
  await makeMany(1100);
  await stage.services.groups.remove(again(ada), groupId);
  expect(await stage.stores.projects.idsInGroup(groupId, 2000)).toEqual([]);
});

test('G7: a deleted group is gone at once with all that is in it, and its names are free', async () => {
  const { groups, projects, tasks, invitations } = stage.services;
  const { id, key, name } = await stage.project(ben, groupId);
  const task = await stage.claimedTask(ben, id);
  await invitations.invite(again(ada), groupId, { exact: 'cleo' });
  const group = await groups.remove(again(ada), groupId);
  await refusal(groups.get(ada, groupId));
  await refusal(projects.get(ben, id));
  await refusal(tasks.show(ben, task.id));
  expect((await groups.mine(ben)).map((one) => one.id)).not.toContain(groupId);
  expect((await invitations.mine(cleo, { size: 20 })).items.map((one) => one.group.id)).not.toContain(groupId);
  const made = await groups.create(again(ben), { name: group.name, description: '' });
  await projects.create(again(ben), made.group.id, { name, key, description: '' });
});

test('G7: accepting while the group is deleted either comes first or is refused', async () => {
  await stage.services.invitations.invite(again(ada), groupId, { exact: 'cleo' });
  const { items } = await stage.services.invitations.mine(cleo, { size: 20 });
  const waiting = items.find((one) => one.group.id === groupId);
  const [accepted, removed] = await Promise.allSettled([
    stage.services.invitations.accept(again(cleo), waiting?.invitation.id ?? ''),
    stage.services.groups.remove(again(ada), groupId),
  ]);
  expect(removed.status).toBe('fulfilled');
  if (accepted.status === 'rejected') expect(accepted.reason).toBeInstanceOf(Refusal);
});
