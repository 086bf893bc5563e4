import type { Person } from '../../playground/person.ts';
import { until } from '../support/until.ts';
import { password, startWorld } from '../support/world.ts';
import { type SavedState, saveState } from './saved-state.ts';

/** Everybody who might ask. */
export const roles = [
  'owner', // of the group "Web team", and in no project
  'insider', // a member of the group, who manages another project of it, OPS
  'manager', // of the project WEB in it
  'creator', // a member of the project, who put all its tasks there
  'claimant', // a member of the project, who has claimed WEB-2 and completed WEB-3
  'member', // a member of the project, who accepted an old invitation
  'leaver', // was a member of the project, made and completed WEB-4, and is in the group alone now
  'neighbour', // of the same workspace, with a group "Next door" and a project NXT
  'foreigner', // of another workspace, with a group "Far away" and a project FAR
  'invited', // into the group now; has declined once, and was withdrawn once
  'stranger', // has no account
] as const;
export type Role = (typeof roles)[number];

/** A thing that people name: as it is typed in a command, and by its id. */
interface Thing {
  typed: string;
  id: string;
}

const things = [
  'OPEN',
  'CLAIMED',
  'COMPLETED',
  'OLD',
  'PROJECT',
  'GROUP',
  'PENDING',
  'DECLINED',
  'WITHDRAWN',
  'ACCEPTED',
  'LINKED',
  'OWNER',
  'MANAGER',
] as const;
export type ThingName = (typeof things)[number];
export type Things = Record<ThingName, Thing>;

/** The same things as they never were: under numbers that a real project never gave, and in a project that never was. */
export const neverThere: Things[] = ['WEB', 'NOPE'].map((key) => {
  const id = 'f'.repeat(24);
  const never = (typed: string) => ({ typed, id });
  const tasks = {
    OPEN: never(`${key}-997`),
    CLAIMED: never(`${key}-998`),
    COMPLETED: never(`${key}-999`),
    OLD: never(`${key}-996`),
  };
  const around = { PROJECT: never('NOPE'), GROUP: never('Nowhere'), LINKED: never('CT0ANALYTICRANDOM') };
  const nobody = never('@nobody');
  const invitation = never('no invitation');
  return {
    ...tasks,
    ...around,
    PENDING: invitation,
    DECLINED: invitation,
    WITHDRAWN: invitation,
    ACCEPTED: invitation,
    OWNER: nobody,
    MANAGER: nobody,
  };
});

const otherWorkspace = 'T0DIFFER';

/** One world in which each role has its person, and each thing is there. */
export async function startCast(options: Parameters<typeof startWorld>[0] = {}) {
  const world = await startWorld(options);
  const people = Object.fromEntries(
    roles.map((role) => {
      const firstName = `${role[0]?.toUpperCase()}${role.slice(1)}`;
      return [
        role,
        world.slack.addPerson(role, firstName, 'Example', role === 'foreigner' ? otherWorkspace : undefined),
      ];
    }),
  ) as Record<Role, Person>;
  const { owner, insider, manager, creator, claimant, member, leaver, neighbour, foreigner, invited } = people;
  for (const role of roles) if (role !== 'stranger') await signUp(people[role]);

  await owner.command('/group create Web team');
  for (const person of [insider, manager, creator, claimant, member, leaver]) {
    await owner.command(`/group invite Web team @${person.name}`);
    await answerInvitation(person, 'Accept');
  }
  await makeProject(manager, 'Website', 'WEB');
  for (const person of [creator, claimant, member, leaver]) await person.command('/project join WEB');
  for (const title of ['Paint', 'Polish', 'Publish']) await creator.command(`/task add WEB ${title}`);
  await claimant.command('/task claim WEB-2 WEB-3');
  await claimant.command('/task complete WEB-3');
  for (const asked of ['/task add WEB Prime', '/task claim WEB-4', '/task complete WEB-4', '/project leave WEB'])
    await leaver.command(asked);
  await manager.command('/project link WEB', { channelId: 'CT0ANALYTICWEB' });

  await makeProject(insider, 'Operations', 'OPS');
  await neighbour.command('/group create Next door');
  await makeProject(neighbour, 'Next', 'NXT');
  await foreigner.command('/group create Far away');
  await makeProject(foreigner, 'Far', 'FAR');

  await owner.command('/group invite Web team @invited');
  await answerInvitation(invited, 'Decline');
  await owner.command('/group invite Web team @invited');
  await owner.command('/group withdraw Web team @invited');
  await owner.command('/group invite Web team @invited');

  await until(async () => (await world.count('outbox', {})) === 0);
  const saved = await saveState(world.mongodbUri);
  return { world, people, saved, things: await namesOf(saved), stop: () => Promise.all([saved.close(), world.stop()]) };
}

export type Cast = Awaited<ReturnType<typeof startCast>>;

/** Through the form, typed anew: Slack's profile of the other workspace's people isn't known to this bot. */
async function signUp(person: Person): Promise<void> {
  await person.command('/account sign-up');
  const answer = await person.submit({
    ...{ 'First name': `${person.name[0]?.toUpperCase()}${person.name.slice(1)}`, Surname: 'Example' },
    ...{ Username: person.name, Email: `${person.name}@example.com`, Password: password, 'Confirm password': password },
  });
  if (answer.kind !== 'modal') throw new Error(`${person.name} could not sign up: ${answer.text}`);
  person.close();
}

async function answerInvitation(person: Person, label: 'Accept' | 'Decline'): Promise<void> {
  await person.command('/group invites');
  await person.press(label);
}

async function makeProject(person: Person, name: string, key: string): Promise<void> {
  await person.command(`/project create ${name}`);
  const answer = await person.submit({ Key: key });
  if (answer.kind !== 'modal') throw new Error(`${person.name} could not make ${key}: ${answer.text}`);
  person.close();
}

async function namesOf(saved: SavedState): Promise<Things> {
  const id = (collection: string, fields: Record<string, unknown>) => saved.idOf(collection, fields);
  const project = id('projects', { key: 'WEB' });
  const group = id('groups', { name: 'Web team' });
  const task = (number: number) => ({ typed: `WEB-${number}`, id: id('tasks', { projectId: project, number }) });
  const account = (username: string) => ({ typed: `@${username}`, id: id('accounts', { username }) });
  const invitation = (status: string, name: string) => {
    const accountId = id('accounts', { username: name });
    return { typed: `${status} invitation`, id: id('invitations', { groupId: group, status, accountId }) };
  };
  return {
    ...{ OPEN: task(1), CLAIMED: task(2), COMPLETED: task(3), OLD: task(4) },
    ...{ PROJECT: { typed: 'WEB', id: project }, GROUP: { typed: 'Web team', id: group } },
    ...{ PENDING: invitation('pending', 'invited'), DECLINED: invitation('declined', 'invited') },
    ...{ WITHDRAWN: invitation('withdrawn', 'invited'), ACCEPTED: invitation('accepted', 'member') },
    LINKED: { typed: 'CT0ANALYTICWEB', id: '' },
    ...{ OWNER: account('owner'), MANAGER: account('manager') },
  };
}
