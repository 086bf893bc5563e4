import type { Actor } from '../../domain/actor.ts';
import { type TaskAction, taskReference } from '../../domain/task.ts';
import type { Services } from '../../services/services.ts';
import type { TaskSheet } from '../../services/task-sheets.ts';
import * as buttons from '../buttons.ts';
import { firstWord } from '../input.ts';
import { instead, open } from '../replies.ts';
import type { Routes } from '../routes.ts';
import { listenToAdding } from './adding.ts';
import { deleteForm, deleteModal, editForm, editModal } from './forms.ts';
import { keyAndStatuses, lists, mine, overview, pickable } from './lists.ts';
import { reference, references } from './references.ts';
import { each } from './several.ts';
import * as views from './views.ts';

const past: Record<TaskAction, string> = {
  claim: 'claimed',
  drop: 'dropped',
  complete: 'completed',
  reopen: 'reopened',
  release: 'released',
  edit: 'edited',
  delete: 'deleted',
};

type Act = Exclude<TaskAction, 'edit'>;

const acting = [
  { act: 'claim', button: buttons.claim, others: [] },
  { act: 'drop', button: buttons.drop, others: ['unclaim'] },
  { act: 'complete', button: buttons.complete, others: ['done', 'finish'] },
  { act: 'reopen', button: buttons.reopen, others: [] },
  { act: 'release', button: buttons.release, others: [] },
  { act: 'delete', button: buttons.deleteTask, others: [] },
] as const;

export function listenToTasks(routes: Routes, services: Services) {
  const { members } = routes;
  const { tasks, projects } = services;
  const list = lists(tasks);
  listenToAdding(routes, services);

  const perform = (actor: Actor, act: Act, name: string): Promise<TaskSheet> =>
    act === 'delete' ? tasks.remove(actor, name) : tasks.step(actor, name, act);

  async function performed(actor: Actor, act: Act, name: string) {
    const sheet = await perform(actor, act, name);
    return { sentence: `You ${past[act]} ${sheet.reference}.`, sheet: act === 'delete' ? undefined : sheet };
  }

  /** Tasks of the project that a key names, or of all of mine. */
  async function listed(actor: Actor, words: string) {
    const { key, statuses } = keyAndStatuses(words);
    const project = key ? await tasks.joined(actor, key) : undefined;
    const about = project ? { of: 'project' as const, projectId: project.id } : { of: 'everything' as const };
    return list(actor, { sections: statuses.map((status) => ({ ...about, status })) }, { project });
  }

  const toDelete = (actor: Actor, names: string[]) =>
    Promise.all(names.map((name) => tasks.toChange(actor, name, 'delete')));

  for (const { act, button, others } of acting) {
    members.command(
      `/task ${act}`,
      async (actor, { rest }) => {
        const names = references(rest, act);
        const [name] = names;
        if (!name) return list(actor, pickable[act]);
        if (act === 'delete') return open(deleteModal(await toDelete(actor, names)));
        const chosen = names.map((one) => ({ reference: one }));
        if (chosen.length > 1)
          return each(chosen, past[act], actor.delivery, (one) => perform(actor, act, one.reference), services.seen);
        const { sentence, sheet } = await performed(actor, act, name);
        return views.stepped(sentence, sheet);
      },
      ...others,
    );
    members.button(button, async (actor, { task, list: shown }) => {
      const { sentence, sheet } = await performed(actor, act, task);
      return shown ? instead(await list(actor, shown, { notice: sentence })) : views.stepped(sentence, sheet);
    });
  }

  members.form(deleteForm, (actor, _, { tasks: chosen }) =>
    each(chosen, past.delete, actor.delivery, ({ task }) => tasks.remove(actor, task), services.seen),
  );

  async function show(actor: Actor, rest: string) {
    const name = reference(rest, 'show');
    return name ? views.shown(await tasks.show(actor, name)) : list(actor, pickable.show);
  }
  members.command('/task show', (actor, { rest }) => show(actor, rest));
  members.command('/task *', async (actor, { rest }) => {
    const { first } = firstWord(rest);
    if (taskReference.test(first)) return show(actor, rest);
    if (await projects.isVisible(actor, first.toUpperCase())) return listed(actor, rest);
    throw routes.unknownVerb('/task', rest);
  });
  members.command('/task edit', async (actor, { rest }) => {
    const name = reference(rest, 'edit');
    return name ? open(editModal(await tasks.toChange(actor, name, 'edit'))) : list(actor, pickable.edit);
  });
  members.button(buttons.editTask, async (actor, { task }) =>
    open(editModal(await tasks.toChange(actor, task, 'edit'))),
  );
  members.form(editForm, async (actor, form, { task }) => {
    const sheet = await tasks.edit(actor, task, form);
    return views.stepped(`You edited ${sheet.reference}.`, sheet);
  });
  members.button(buttons.history, async (actor, { task, cursor }) => {
    const page = views.historyOf(await tasks.history(actor, task, { size: 20, cursor }));
    return cursor ? instead(page) : page;
  });

  members.command('/task', (actor) => list(actor, overview));
  members.command('/task mine', (actor) => list(actor, mine));
  members.command('/task list', (actor, { rest }) => listed(actor, rest));
  for (const button of [buttons.previousTasks, buttons.nextTasks])
    members.button(button, async (actor, shown) => instead(await list(actor, shown)));
}
