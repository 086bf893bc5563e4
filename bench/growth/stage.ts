import { hash } from 'bcrypt';
import type { TaskStatus } from '../../src/domain/task.ts';
import { command, opening, press, pressInHome, submit, type User } from '../support/deliveries.ts';
import * as documents from '../support/documents.ts';
import type { Member, Place } from '../support/fixtures.ts';
import type { Sending } from '../support/load.ts';
import type { World } from './data.ts';
import type { Row } from './row.ts';

type ButtonLike = Parameters<typeof press>[1];
type Form = Parameters<typeof submit>[1];

export const password = 'Correct-horse-7';
/** As low as it goes: hashing isn't what grows. */
const cost = 4;

/** What rows are made of: who asks, and fresh things to ask about, put straight into the database. */
export function stage(world: World, slackUrl: string) {
  const { add, askers, owner, project, groupId, size } = world;
  let number = size.projectTasks + 1_000_000;
  let numbered = 0;
  let asked = 0;
  const hashed = hash(password, cost);

  const row = (route: string, about: string, make: Row['make']): Row => ({ route, about, make });
  /** Not who asked in the row before: they may still be known, and less be asked of the database (src/db/kept.ts). */
  const nextAsker = () => askers[asked++ % askers.length] as Member;

  /** People who were never here before, as members of the largest group. */
  async function guests(count: number): Promise<Member[]> {
    const made = await add.people(`guest${++numbered}x`, count, await hashed);
    await add.join('group', groupId, groupId, made);
    return made;
  }

  /** Groups of two that guests own, each by the name "Own N". */
  async function ownGroups(owners: readonly Member[], others: readonly Member[]) {
    const series = ++numbered;
    const name = (index: number) => `Own ${series} ${index}`;
    const ids = await add.groups(
      name,
      owners,
      others.map((one) => [one]),
    );
    return ids.map((id, index) => ({ id, name: name(index) }));
  }

  /** Projects that guests manage, in the largest group or each in one of `groups`. */
  async function ownProjects(
    managers: readonly Member[],
    others: readonly Member[] = [],
    groups: readonly string[] = [],
  ): Promise<Place[]> {
    const made = managers.map((manager, index) => {
      const key = `Q${(++numbered).toString(36).toUpperCase().padStart(5, '0')}`;
      const within = groups[index] ?? groupId;
      return add.project(key, within, manager.accountId, [manager, ...others.slice(index, index + 1)], 0);
    });
    return Promise.all(made);
  }

  return {
    ...{ world, row, guests, ownGroups, ownProjects },
    password,
    unique: () => ++numbered,
    freshKey: () => `R${(++numbered).toString(36).toUpperCase().padStart(5, '0')}`,
    hashed,

    /** The same from the one who owns the largest group and manages the largest project. */
    byOwner: (route: string, about: string, make: (who: Member, index: number) => Sending): Row =>
      row(route, about, async (count) => Array.from({ length: count }, (_, index) => make(owner, index))),
    /** The same from each in turn of those who ask. */
    byAsker: (route: string, about: string, make: (who: Member) => Sending): Row =>
      row(route, about, async (count) => Array.from({ length: count }, () => make(nextAsker()))),
    /** From guests, who do it once. */
    byGuests: (route: string, about: string, make: (who: Member, index: number) => Sending): Row =>
      row(route, about, async (count) => (await guests(count)).map(make)),

    /** Each about a fresh task of the largest project, which `who` has claimed or completed. */
    onTasks: (
      route: string,
      about: string,
      status: TaskStatus,
      make: (who: Member, task: { id: string; reference: string }) => Sending,
    ): Row =>
      row(route, about, async (count) => {
        const made = Array.from({ length: count }, () => {
          const who = nextAsker();
          return { who, task: documents.task(project.id, ++number, owner.accountId, status, who.accountId) };
        });
        const tasks = made.map(({ task }) => task);
        await documents.insert(world.database, 'tasks', tasks);
        await documents.insert(
          world.database,
          'activities',
          tasks.map((task) => documents.activity(task, groupId)),
        );
        return made.map(({ who, task }) => make(who, { id: task._id, reference: `${project.key}-${task['number']}` }));
      }),

    command: (who: User, text: string, says: string) => command(who, text, says, slackUrl),
    opens: (who: User, text: string, says: string) => opening(command(who, text, says, slackUrl)),
    press: (who: User, button: ButtonLike, says: string) => press(who, button, says, slackUrl),
    pressOpens: (who: User, button: ButtonLike, says: string) => opening(press(who, button, says, slackUrl)),
    pressInHome,
    submit: (who: User, id: string, form: Omit<Form, 'id'>, says: string) => submit(who, { id, ...form }, says),
  };
}

export type Stage = ReturnType<typeof stage>;
