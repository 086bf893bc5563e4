import type mongoose from 'mongoose';
import * as buttons from '../src/slack/buttons.ts';
import { command, openHome, press, type User } from './deliveries.ts';
import * as documents from './documents.ts';
import type { Sending } from './load.ts';

/** Who asks, and what they ask for, in each of the floor's rows. */

const teamId = 'TBENCH';
const people = 32;
const homeTasks = 100;

interface Member extends User {
  accountId: string;
}

export type Make = (count: number) => Promise<Sending[]>;

/** Puts people, a group and its projects into the database; returns what can be sent about them. */
export async function fill(database: mongoose.mongo.Db, slackUrl: string) {
  const members = await addPeople('worker', people);
  const readers = await addPeople('reader', people);
  const owner = members[0] as Member;
  const groupId = documents.newId();
  await documents.insert(database, 'groups', [documents.group(groupId, teamId, 'Bench', owner.accountId)]);
  const groups = members.map(({ accountId }, index) =>
    documents.group(documents.newId(), teamId, `Group ${index}`, accountId),
  );
  await documents.insert(database, 'groups', groups);
  const everybody = [...members, ...readers];
  await documents.insert(
    database,
    'memberships',
    everybody.map(({ accountId }) => documents.membership('group', groupId, groupId, accountId)),
  );
  const work = await addProject('WORK', members);
  await addProject('ADD', members);
  const home = await addProject('HOME', readers);
  const few = (from: number) => documents.task(home, from + 1, owner.accountId, 'open');
  await documents.insert(
    database,
    'tasks',
    Array.from({ length: homeTasks }, (_, index) => few(index)),
  );
  let number = 0;

  async function addPeople(name: string, count: number): Promise<Member[]> {
    const made = Array.from({ length: count }, (_, index) => ({
      ...{
        teamId,
        userId: `U${name.toUpperCase()}${index}`,
        accountId: documents.newId(),
        username: `${name}${index}`,
      },
    }));
    const accounts = made.map(({ accountId, username }) => documents.account(accountId, username, username));
    await documents.insert(database, 'accounts', accounts);
    const identities = made.map(({ userId, accountId, username }) =>
      documents.identity(teamId, userId, accountId, username, username),
    );
    await documents.insert(database, 'identities', identities);
    return made;
  }

  async function addProject(key: string, of: Member[]): Promise<string> {
    const id = documents.newId();
    const place = { groupId, teamId, managerId: owner.accountId };
    await documents.insert(database, 'projects', [documents.project(id, key, `Project ${key}`, place, homeTasks)]);
    const memberships = of.map(({ accountId }) => documents.membership('project', id, groupId, accountId));
    await documents.insert(database, 'memberships', memberships);
    return id;
  }

  /** Fresh tasks, each for the next of the members. */
  async function tasks<T>(
    count: number,
    status: 'open' | 'claimed',
    make: (who: Member, task: documents.Document) => T,
  ) {
    const made = Array.from({ length: count }, (_, index) => {
      const who = members[index % members.length] as Member;
      return { who, task: documents.task(work, ++number, owner.accountId, status, who.accountId) };
    });
    await documents.insert(
      database,
      'tasks',
      made.map(({ task }) => task),
    );
    return made.map(({ who, task }) => make(who, task));
  }

  const each = (count: number, make: (who: Member, index: number) => Sending) =>
    Array.from({ length: count }, (_, index) => make(members[index % members.length] as Member, index));

  return {
    claimCommand: (count: number) =>
      tasks(count, 'open', (who, { number }) =>
        command(who, `/task claim WORK-${number}`, `You claimed WORK-${number}`),
      ),
    claimButton: (count: number) =>
      tasks(count, 'open', (who, { _id, number }) =>
        press(who, buttons.claim({ task: _id }), `You claimed WORK-${number}`, slackUrl),
      ),
    complete: (count: number) =>
      tasks(count, 'claimed', (who, { _id, number }) =>
        press(who, buttons.complete({ task: _id }), `You completed WORK-${number}`, slackUrl),
      ),
    add: async (count: number) =>
      each(count, (who, index) => command(who, `/task add ADD A task, the ${index}th`, 'You created ADD-')),
    list: async (count: number) =>
      Array.from({ length: count }, (_, index) =>
        command(readers[index % readers.length] as Member, '/task list HOME', 'HOME-'),
      ),
    home: async (count: number) =>
      Array.from({ length: count }, (_, index) => openHome(readers[index % readers.length] as Member, 'HOME-')),
    async accept(count: number) {
      const guests = await addPeople(`guest${documents.newId()}`, count);
      const made = guests.map(({ accountId }, index) => {
        const at = index % groups.length;
        return documents.invitation(groups[at]?._id ?? '', members[at]?.accountId ?? '', accountId);
      });
      await documents.insert(database, 'invitations', made);
      return made.map(({ _id }, index) =>
        press(guests[index] as Member, buttons.accept({ invitation: _id }), 'Group', slackUrl),
      );
    },
    /** As many claims of one task. */
    async claimsOfOne(count: number) {
      const [name = ''] = await tasks(1, 'open', (_, { number }) => `WORK-${number}`);
      return each(count, (who) => command(who, `/task claim ${name}`, name));
    },
    /** What the background would deliver for minutes after a row, and so be counted with the next one. */
    forgetLetters: () => database.collection('outbox').deleteMany({}),
  } satisfies Record<string, Make | (() => unknown)>;
}
