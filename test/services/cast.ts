import { connectDatabase } from '../../src/db/connect.ts';
import type { Stores } from '../../src/db/stores.ts';
import type { Actor, Visitor } from '../../src/domain/actor.ts';
import type { Project } from '../../src/domain/project.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import type { Task } from '../../src/domain/task.ts';
import { createServices, type Services } from '../../src/services/services.ts';
import { leaveDatabase, testMongoUri } from '../support/mongo.ts';

export const everything = { size: 100 };
let deliveries = 0;
let groups = 0;
let projects = 0;

const delivery = () => ({ key: `test-${deliveries++}`, deadline: Date.now() + 20_000 });

/** The services on a database of their own, and people to act in them. */
export interface Stage {
  stores: Stores;
  services: Services;
  visitor(userId: string, teamId?: string): Visitor;
  /** Somebody with an account, signed in as a Slack user of the team. */
  person(firstName: string, teamId?: string): Promise<Actor>;
  /** Invites them and accepts for them. */
  join(owner: Actor, groupId: string, person: Actor): Promise<void>;
  /** A new group of the owner's that these are in, too; its id. */
  group(owner: Actor, ...members: Actor[]): Promise<string>;
  /** A new project of the manager's. */
  project(manager: Actor, groupId: string): Promise<Project>;
  /** A task that the person has put in the project and claimed. */
  claimedTask(person: Actor, projectId: string): Promise<Task>;
  /** What is written to a person, oldest first. */
  letters(to: Visitor): Promise<string[]>;
  close(): Promise<void>;
}

/** The same person asking again: each thing asked is a delivery of its own. */
export function again(actor: Actor): Actor {
  return { ...actor, delivery: delivery() };
}

export async function openStage(): Promise<Stage> {
  const uri = testMongoUri();
  const database = await connectDatabase(uri, [], 20);
  const { stores } = database;
  const services = createServices(stores, { bcryptCost: 4 });
  const visitor = (userId: string, teamId = 'T1') => {
    return { teamId, userId, installationId: teamId, delivery: delivery(), now: new Date() };
  };
  const stage: Stage = {
    stores,
    services,
    visitor,
    async person(firstName, teamId) {
      const names = { firstName, surname: 'Example', username: firstName.toLowerCase() };
      const form = { ...names, email: `${firstName}@example.com`, password: 'Secret-123', confirmPassword: '' };
      const who = visitor(`U${firstName}`, teamId);
      await services.accounts.signUp(who, form);
      return (await services.accounts.actorOf(visitor(`U${firstName}`, teamId))) as Actor;
    },
    async join(owner, groupId, person) {
      await services.invitations.invite(again(owner), groupId, { exact: person.username });
      const { items } = await services.invitations.mine(person, { size: 1 });
      await services.invitations.accept(again(person), items[0]?.invitation.id ?? '');
    },
    async letters(to) {
      const sentences: string[] = [];
      const late = new Date(Date.now() + 1000);
      for (let letter = await stores.outbox.lease(late); letter; letter = await stores.outbox.lease(late)) {
        await stores.outbox.delivered(letter, new Date());
        if (letter.userId === to.userId && letter.teamId === to.teamId) sentences.push(letter.sentence);
      }
      return sentences;
    },
    async group(owner, ...members) {
      const form = { name: `Web team ${++groups}`, description: '' };
      const { id } = (await services.groups.create(again(owner), form)).group;
      for (const member of members) await stage.join(owner, id, member);
      return id;
    },
    async project(manager, groupId) {
      const key = `P${++projects}`;
      const form = { name: `Project ${key}`, key, description: '' };
      return (await services.projects.create(again(manager), groupId, form)).project;
    },
    async claimedTask(person, projectId) {
      const { task } = await services.tasks.add(again(person), projectId, { title: 'Work', description: '' });
      return (await services.tasks.step(again(person), task.id, 'claim')).task;
    },
    async close() {
      await Promise.all([services.stop(), database.close()]);
      await leaveDatabase(uri);
    },
  };
  return stage;
}

/** The refusal that a promise ends in. */
export async function refusal(promise: Promise<unknown>): Promise<Refusal> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error;
  throw error ?? new Error('nothing was refused');
}
