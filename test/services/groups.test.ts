import type { Actor } from '../../src/domain/actor.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { departure } from '../../src/services/departure.ts';
import { again, everything, openStage, refusal, type Stage } from './cast.ts';

let stage: Stage;
let [ada, ben, cleo] = [] as unknown as [Actor, Actor, Actor];
let groupId: string;
let groupCount = 0;

beforeAll(async () => {
  stage = await openStage();
  [ada, ben, cleo] = [await stage.person('Ada'), await stage.person('Ben'), await stage.person('Cleo')];
});
afterAll(() => stage.close());

/** A group of Ada's that Ben is in. */
beforeEach(async () => {
  const { group } = await stage.services.groups.create(again(ada), {
    name: `Web team ${++groupCount}`,
    description: '',
  });
  groupId = group.id;
  await stage.join(ada, groupId, ben);
});

let keys = 0;
const project = async (manager: Actor) => {
  const form = { name: 'Site', key: `K${++keys}`, description: '' };
  return (await stage.services.projects.create(again(manager), groupId, form)).project;
};

/** A task that the person has put in the project and claimed. */
const claimedTask = async (person: Actor, projectId: string) => {
  const { task } = await stage.services.tasks.add(again(person), projectId, { title: 'Work', description: '' });
  return (await stage.services.tasks.step(again(person), task.id, 'claim')).task;
};

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
    groups.deletionCounts(again(ben), groupId, 10),
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

test('G6: the owner leaves only after passing ownership on, to a member, who is told', async () => {
  const { groups } = stage.services;
  expect((await refusal(groups.leave(again(ada), groupId))).message).toContain('/group transfer');
  expect((await refusal(groups.transfer(again(ada), groupId, cleo))).field).toBe('person');
  await stage.letters(ben);
  await groups.transfer(again(ada), groupId, ben);
  expect(await stage.letters(ben)).toEqual([expect.stringContaining('you own it now')]);
  await groups.leave(again(ada), groupId);
  expect((await groups.get(ben, groupId)).isOwner).toBe(true);
  await refusal(groups.get(ada, groupId));
});

test('G6: whoever leaves is out of its projects; claims open, managed projects pass to the owner, who is told', async () => {
  const { groups, projects, tasks } = stage.services;
  const { id, key } = await project(ben);
  const task = await claimedTask(ben, id);
  await stage.letters(ada);
  await groups.leave(again(ben), groupId);
  const sheet = await projects.get(ada, id);
  expect(sheet).toMatchObject({ isMember: true, members: 1, manager: { username: 'ada' } });
  const shown = await tasks.show(ada, task.id);
  expect(shown.task).toMatchObject({ status: 'open' });
  expect(shown.task.claimantId).toBeUndefined();
  const { page } = await tasks.history(ada, task.id, everything);
  expect(page.items.at(-1)).toMatchObject({ kind: 'task.dropped', actorId: ben.accountId, subjectId: ben.accountId });
  expect(await stage.letters(ada)).toEqual([expect.stringContaining(`You manage ${key} now`)]);
});

test('G6: whoever is removed is told, and what they held is free', async () => {
  const { groups, tasks } = stage.services;
  const { id } = await project(ada);
  await stage.services.projects.join(again(ben), id);
  const task = await claimedTask(ben, id);
  await stage.letters(ben);
  await groups.removeMember(again(ada), groupId, ben);
  expect((await tasks.show(ada, task.id)).task.status).toBe('open');
  expect(await stage.letters(ben)).toEqual([expect.stringContaining('removed you')]);
  expect((await refusal(groups.removeMember(again(ada), groupId, ada))).field).toBe('person');
});

test('G6: an owner that was passed the group while leaving stays its member', async () => {
  for (let round = 0; round < 8; round++) {
    const { group } = await stage.services.groups.create(again(ada), { name: `Race ${round}`, description: '' });
    await stage.join(ada, group.id, ben);
    await Promise.allSettled([
      stage.services.groups.leave(again(ben), group.id),
      stage.services.groups.transfer(again(ada), group.id, ben),
    ]);
    const owner = (await stage.stores.groups.get(group.id))?.ownerId ?? '';
    expect(await stage.stores.memberships.has(owner, group.id)).toBe(true);
  }
});

test('G6: nothing passes to somebody who has stopped being the owner since the group was read', async () => {
  const { groups } = stage.services;
  await project(ben);
  const { group } = await groups.get(ben, groupId);
  await stage.join(ada, groupId, cleo);
  await groups.transfer(again(ada), groupId, cleo);
  const left = stage.stores.deliveries.once(again(ben).delivery, 'test', (change) =>
    departure(stage.stores).fromGroup(ben, group, ben.accountId, change),
  );
  expect(await left).toBeUndefined();
});

test('T8: however a claim and a leaving interleave, nobody outside holds a task', async () => {
  const { id } = await project(ada);
  for (let round = 0; round < 8; round++) {
    if (!(await stage.stores.memberships.has(ben.accountId, groupId))) await stage.join(ada, groupId, ben);
    await stage.services.projects.join(again(ben), id);
    const { task } = await stage.services.tasks.add(again(ada), id, { title: 'Race', description: '' });
    await Promise.allSettled([
      stage.services.tasks.step(again(ben), task.id, 'claim'),
      stage.services.groups.leave(again(ben), groupId),
    ]);
    const isMember = await stage.stores.memberships.has(ben.accountId, id);
    const claimant = (await stage.stores.tasks.get(task.id))?.claimantId;
    expect(isMember || claimant === undefined).toBe(true);
  }
});

test('a project created while its maker leaves has a manager who is in it', async () => {
  for (let round = 0; round < 8; round++) {
    if (!(await stage.stores.memberships.has(ben.accountId, groupId))) await stage.join(ada, groupId, ben);
    const form = { name: `Race ${round}`, key: `R${round}X`, description: '' };
    const leave = stage.services.groups.leave(again(ben), groupId);
    await Promise.allSettled([leave, stage.services.projects.create(again(ben), groupId, form)]);
  }
  for (const id of await stage.stores.projects.idsInGroup(groupId, 100)) {
    const manager = (await stage.stores.projects.get(id))?.managerId ?? '';
    expect(await stage.stores.memberships.has(manager, id)).toBe(true);
    expect(await stage.stores.memberships.has(manager, groupId)).toBe(true);
  }
});

test('G7: the counts name what goes', async () => {
  const { id } = await project(ada);
  await claimedTask(ada, id);
  await stage.services.invitations.invite(again(ada), groupId, { exact: 'cleo' });
  const counts = await stage.services.groups.deletionCounts(ada, groupId, 1000);
  expect(counts).toMatchObject({ members: 2, projects: 1, invitations: 1, tasks: 1 });
});

test('G7: a deleted group is gone at once with all that is in it, and its names are free', async () => {
  const { groups, projects, tasks, invitations } = stage.services;
  const { id, key, name } = await project(ben);
  const task = await claimedTask(ben, id);
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
