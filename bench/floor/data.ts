import type mongoose from 'mongoose';
import { newId } from '../../src/db/record.ts';
import * as buttons from '../../src/slack/buttons.ts';
import { command, openHome, press } from '../support/deliveries.ts';
import * as documents from '../support/documents.ts';
import { fixtures, type Member } from '../support/fixtures.ts';
import type { Sending } from '../support/load.ts';

/** Who asks, and what they ask for, in each of the floor's rows. */

const teamId = 'TBENCH';
const readerCount = 640;
const homeTasks = 100;

export type Make = (count: number) => Promise<Sending[]>;

/**
 * Puts people, a group and its projects into the database; returns what can be sent about them. `workers` of them claim,
 * add and complete, in turn.
 */
export async function fill(database: mongoose.mongo.Db, slackUrl: string, workers = 32) {
  const { people: addPeople, groups: addGroups, ...add } = fixtures(database, teamId);
  const members = await addPeople('worker', workers);
  const readers = await addPeople('reader', readerCount);
  const owner = members[0] as Member;
  const everybody = [...members.slice(1), ...readers];
  const [groupId = ''] = await addGroups(() => 'Bench', [owner], [everybody]);
  const groups = await addGroups((index) => `Group ${index}`, members);
  const addProject = async (key: string, of: Member[]) =>
    (await add.project(key, groupId, owner.accountId, of, homeTasks)).id;
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

  /** Guests who accept, the n-th into the n-th group. */
  async function accepting(count: number, into: readonly string[], inviters: readonly Member[]) {
    const guests = await addPeople(`guest${newId()}`, count);
    const made = await add.invitations(guests, into, inviters);
    return made.map((_id, index) =>
      press(guests[index] as Member, buttons.accept({ invitation: _id }), 'You accepted', slackUrl),
    );
  }

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
    accept: (count: number) => accepting(count, groups, members),
    acceptIntoOne: (count: number) => accepting(count, [groupId], [owner]),
    /** As many claims of one task. */
    async claimsOfOne(count: number) {
      const [name = ''] = await tasks(1, 'open', (_, { number }) => `WORK-${number}`);
      return each(count, (who) => command(who, `/task claim ${name}`, name));
    },
    forgetLetters: add.forgetLetters,
  } satisfies Record<string, Make | (() => unknown)>;
}
