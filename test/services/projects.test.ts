import type { Actor } from '../../src/domain/actor.ts';
import { again, everything, openStage, refusal, type Stage } from './cast.ts';

let stage: Stage;
let [ada, ben, cleo, dan] = [] as unknown as [Actor, Actor, Actor, Actor];
let groupId: string;
let projectId: string;
let key: string;

beforeAll(async () => {
  stage = await openStage();
  [ada, ben] = [await stage.person('Ada'), await stage.person('Ben')];
  [cleo, dan] = [await stage.person('Cleo'), await stage.person('Dan')];
  groupId = await stage.group(ada, ben, cleo);
});
afterAll(() => stage.close());

/** A project in Ada's group that Ben manages and Cleo has joined; Dan is in neither. */
beforeEach(async () => {
  ({ id: projectId, key } = await stage.project(ben, groupId));
  await stage.services.projects.join(again(cleo), projectId);
});

/** A task that Cleo has put in the project and claimed. */
const claimed = async (): Promise<string> => (await stage.claimedTask(cleo, projectId)).id;

test('P1: its maker is the manager and a member', async () => {
  const sheet = await stage.services.projects.named(ben, key.toLowerCase());
  expect(sheet).toMatchObject({ isMember: true, mayManage: true, members: 2, manager: { username: 'ben' } });
});

test('P1: a key is unique in the workspace, a name in the group', async () => {
  const { projects, groups } = stage.services;
  const other = (await groups.create(again(ben), { name: `Other ${key}`, description: '' })).group.id;
  const form = { name: `project ${key}`, key: 'FREE', description: '' };
  expect((await refusal(projects.create(again(ben), other, { ...form, key }))).field).toBe('key');
  expect((await refusal(projects.create(again(cleo), groupId, form))).field).toBe('name');
  await projects.create(again(ben), other, form);
});

test('T6: outside the group a project reads as one that never was', async () => {
  const { projects } = stage.services;
  const theirs = await refusal(projects.get(dan, projectId));
  expect(theirs.message).toBe((await refusal(projects.get(dan, 'f'.repeat(24)))).message);
  expect((await refusal(projects.named(dan, key))).message).toBe((await refusal(projects.named(dan, 'NONE'))).message);
  await refusal(projects.join(again(dan), projectId));
});

test('P2: lists show mine and those I could join', async () => {
  const { projects } = stage.services;
  const ids = async (actor: Actor) => (await projects.joinable(actor, everything)).items.map((one) => one.id);
  expect(await ids(ada)).toContain(projectId);
  expect(await ids(dan)).toEqual([]);
  await projects.join(again(ada), projectId);
  expect(await ids(ada)).not.toContain(projectId);
  expect((await projects.mine(ada)).map((one) => one.id)).toContain(projectId);
  expect((await refusal(projects.join(again(ada), projectId))).message).toContain('already');
});

test('P2: the list of those I could join is paged', async () => {
  const { projects } = stage.services;
  const all = (await projects.joinable(ada, everything)).items.map((one) => one.id);
  const paged: string[] = [];
  for (let cursor: string | undefined, first = true; first || cursor; first = false) {
    const page = await projects.joinable(ada, { size: 2, cursor });
    paged.push(...page.items.map((one) => one.id));
    cursor = page.next;
  }
  expect(paged).toEqual(all);
});

test('P3: leaving frees the claims; the manager passes the role on first', async () => {
  const { projects, tasks } = stage.services;
  const taskId = await claimed();
  await projects.leave(again(cleo), projectId);
  expect((await tasks.show(ben, taskId)).task.status).toBe('open');
  expect((await projects.get(cleo, projectId)).isMember).toBe(false);
  expect((await refusal(projects.leave(again(ben), projectId))).message).toContain('/project transfer');
});

test('P3: being removed frees the claims, and one is told', async () => {
  const { projects, tasks } = stage.services;
  const taskId = await claimed();
  await stage.letters(cleo);
  await projects.removeMember(again(ben), projectId, cleo);
  expect((await tasks.show(ben, taskId)).task.status).toBe('open');
  expect(await stage.letters(cleo)).toEqual([expect.stringContaining('removed you')]);
  await refusal(projects.removeMember(again(ben), projectId, ben));
});

test('P4: a member who neither manages it nor owns the group is told who may', async () => {
  const { projects } = stage.services;
  const tries = [
    projects.edit(again(cleo), projectId, { name: 'Mine', key: 'MINE', description: '' }),
    projects.removeMember(again(cleo), projectId, ben),
    projects.transfer(again(cleo), projectId, cleo),
    projects.deletionCounts(again(cleo), projectId),
    projects.remove(again(cleo), projectId),
    projects.link(again(cleo), projectId, 'C1'),
  ];
  const refusals = await Promise.all(tries.map(refusal));
  for (const { message } of refusals) expect(message).toContain('Ben Example');
});

test("P4: the group's owner may too; the new manager and the one before are told", async () => {
  const { projects } = stage.services;
  await Promise.all([ben, cleo].map((person) => stage.letters(person)));
  expect((await refusal(projects.transfer(again(ada), projectId, ada))).field).toBe('person');
  await projects.transfer(again(ada), projectId, cleo);
  const late = new Date(Date.now() + 1000);
  const told = [await stage.stores.outbox.lease(late), await stage.stores.outbox.lease(late)];
  expect(told.map((letter) => letter?.userId).sort()).toEqual(['UBen', 'UCleo']);
  expect((await projects.get(cleo, projectId)).mayManage).toBe(true);
  expect((await projects.get(ben, projectId)).mayManage).toBe(false);
  await stage.letters(ben);
});

test('a role passed to somebody who leaves at the same time stays with a member', async () => {
  for (let round = 0; round < 8; round++) {
    const form = { name: `Race ${key}${round}`, key: `R${round}${key}`, description: '' };
    const { id } = (await stage.services.projects.create(again(ben), groupId, form)).project;
    await stage.services.projects.join(again(cleo), id);
    await Promise.allSettled([
      stage.services.projects.transfer(again(ben), id, cleo),
      stage.services.projects.leave(again(cleo), id),
    ]);
    const managerId = (await stage.stores.projects.get(id))?.managerId ?? '';
    expect(await stage.stores.memberships.has(managerId, id)).toBe(true);
  }
});

test('P4: editing may change the key, to a free one; its tasks follow', async () => {
  const { projects, tasks } = stage.services;
  await claimed();
  const form = { name: `Project ${key}`, key: `N${key}`, description: 'New' };
  expect((await projects.edit(again(ben), projectId, form)).project).toMatchObject(form);
  expect((await tasks.show(ben, `N${key}-1`)).project.id).toBe(projectId);
  await projects.create(again(ben), groupId, { name: `Next ${key}`, key, description: '' });
  expect((await refusal(projects.edit(again(ben), projectId, { ...form, key }))).field).toBe('key');
});

test('P4: deleting takes the tasks with it at once and frees key and name', async () => {
  const { projects, tasks } = stage.services;
  const taskId = await claimed();
  expect(await projects.deletionCounts(ben, projectId)).toMatchObject({ members: 2, tasks: 1 });
  await projects.remove(again(ben), projectId);
  await refusal(projects.get(ben, projectId));
  await refusal(tasks.show(cleo, taskId));
  const [mine] = await tasks.pages(cleo, [{ of: 'mine', status: 'claimed' }], 100);
  expect(mine?.items.map((one) => one.task.id)).not.toContain(taskId);
  await projects.create(again(ben), groupId, { name: `Project ${key}`, key, description: '' });
});

test("a task without a key goes to the channel's project, or to the only one", async () => {
  const { projects } = stage.services;
  await projects.link(again(ben), projectId, `C${key}`);
  expect((await projects.target(cleo, `C${key}`))?.id).toBe(projectId);
  const eve = await stage.person(`Eve${key}`);
  await stage.join(ada, groupId, eve);
  expect((await refusal(projects.target(eve, `C${key}`))).message).toContain('/project join');
  await projects.join(again(eve), projectId);
  expect((await projects.target(eve, 'C-none'))?.id).toBe(projectId);
  expect(await projects.target(ben, 'C-none')).toBeUndefined();
  await projects.unlink(again(ben), `C${key}`);
  await refusal(projects.unlink(again(ben), `C${key}`));
});
