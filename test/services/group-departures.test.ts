import type { Actor } from '../../src/domain/actor.ts';
import { departure } from '../../src/services/departure.ts';
import { again, everything, openStage, refusal, type Stage } from './cast.ts';

/** What becomes of a group, its projects and tasks when somebody leaves it or is removed. */
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
  const { id, key } = await stage.project(ben, groupId);
  const task = await stage.claimedTask(ben, id);
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

test('G6: of many projects that pass at once the first are named', async () => {
  const { groups, projects } = stage.services;
  const made = [];
  for (let project = 0; project < 13; project++) made.push(await stage.project(ben, groupId));
  await projects.join(again(ada), made[1]?.id ?? '');
  await stage.letters(ada);
  await groups.leave(again(ben), groupId);
  expect(await stage.letters(ada)).toEqual([expect.stringMatching(/You manage (P\d+, ){9}P\d+ and 3 more now\.$/)]);
  for (const { id } of made)
    expect(await projects.get(ada, id)).toMatchObject({ isMember: true, isManager: true, members: 1 });
});

test('A9: each group’s owner is told of what is managed there, however much it is elsewhere', async () => {
  const dora = await stage.person('Dora');
  for (const [owner, projects] of [[ada, 101] as const, [cleo, 1] as const]) {
    const id = await stage.group(owner, dora);
    for (let project = 0; project < projects; project++) await stage.project(dora, id);
  }
  await stage.letters(cleo);
  const told = { at: new Date(), now: new Date(), delivery: again(dora).delivery };
  await stage.services.succession.deactivated(dora, told);
  expect(await stage.letters(cleo)).toEqual([expect.stringMatching(/Dora .* was deactivated.* they manage P\d+:/)]);
});

test('G6: whoever is removed is told, and what they held is free', async () => {
  const { groups, tasks } = stage.services;
  const { id } = await stage.project(ada, groupId);
  await stage.services.projects.join(again(ben), id);
  const task = await stage.claimedTask(ben, id);
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
  await stage.project(ben, groupId);
  const { group } = await groups.get(ben, groupId);
  await stage.join(ada, groupId, cleo);
  await groups.transfer(again(ada), groupId, cleo);
  const left = stage.stores.deliveries.once(again(ben).delivery, 'test', (change) =>
    departure(stage.stores).fromGroup(ben, group, ben.accountId, change),
  );
  expect(await left).toBeUndefined();
});

test('T8: however a claim and a leaving interleave, nobody outside holds a task', async () => {
  const { id } = await stage.project(ada, groupId);
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
