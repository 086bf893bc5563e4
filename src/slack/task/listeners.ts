import type { Actor } from '../../domain/actor.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type TaskAction, taskForm, taskReference, taskStatuses } from '../../domain/task.ts';
import type { Services } from '../../services/services.ts';
import type { TaskSheet } from '../../services/tasks.ts';
import type { TaskList } from '../buttons.ts';
import * as buttons from '../buttons.ts';
import { firstWord, typed } from '../input.ts';
import type { Outcome } from '../outcome.ts';
import { done, instead, open } from '../replies.ts';
import type { MessageInput, Routes } from '../routes.ts';
import * as views from './views.ts';

const pageSize = 10;
const mostAtOnce = 20;

const past: Record<TaskAction, string> = {
  claim: 'claimed',
  drop: 'dropped',
  complete: 'completed',
  reopen: 'reopened',
  release: 'released',
  edit: 'edited',
  delete: 'deleted',
};

export function listenToTasks({ members }: Routes, { tasks, projects }: Services) {
  const acts: Record<Exclude<TaskAction, 'edit'>, (actor: Actor, name: string) => Promise<TaskSheet>> = {
    claim: (actor, name) => tasks.step(actor, name, 'claim'),
    drop: (actor, name) => tasks.step(actor, name, 'drop'),
    complete: (actor, name) => tasks.step(actor, name, 'complete'),
    reopen: (actor, name) => tasks.step(actor, name, 'reopen'),
    release: (actor, name) => tasks.step(actor, name, 'release'),
    delete: (actor, name) => tasks.remove(actor, name),
  };

  async function page(actor: Actor, list: TaskList, notice?: string) {
    const request = { size: pageSize, cursor: list.cursor };
    if (list.of === 'mine')
      return views.listed('Claimed by me', await tasks.mine(actor, 'claimed', request), list, notice);
    if (list.of === 'completed')
      return views.listed('Completed by me', await tasks.mine(actor, 'completed', request), list, notice);
    const found = await tasks.list(actor, list.projectId, list.status, request);
    return views.listed(`${list.status[0]?.toUpperCase()}${list.status.slice(1)} tasks`, found, list, notice);
  }

  /** Each task by itself: what one refuses doesn't hold up the others, and each outcome is told. */
  async function each(actor: Actor, action: Exclude<TaskAction, 'edit'>, rest: string): Promise<Outcome> {
    const names = references(rest, action);
    if (names.length === 1) {
      const sheet = await acts[action](actor, names[0] as string);
      return views.stepped(`You ${past[action]} ${sheet.reference}.`, action === 'delete' ? [] : [sheet]);
    }
    const sheets: TaskSheet[] = [];
    const refused: string[] = [];
    for (const name of names) {
      try {
        sheets.push(await acts[action](actor, name));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused.push(error.message);
      }
    }
    const changed =
      sheets.length > 0 ? [`You ${past[action]} ${sheets.map((sheet) => sheet.reference).join(', ')}.`] : [];
    return done([...changed, ...refused].join('\n'));
  }

  for (const [action, others] of [
    ['claim', []],
    ['drop', ['unclaim']],
    ['complete', ['done', 'finish']],
    ['reopen', []],
    ['release', []],
    ['delete', []],
  ] as const)
    members.command(`/task ${action}`, (actor, { rest }) => each(actor, action, rest), ...others);

  members.command('/task', async (actor) => {
    const request = { size: pageSize };
    const [claimed, open] = await Promise.all([
      tasks.mine(actor, 'claimed', request),
      tasks.list(actor, undefined, 'open', request),
    ]);
    return views.overview(claimed, open);
  });
  members.command('/task *', async (actor, { rest }) =>
    views.shown(await tasks.show(actor, oneReference(rest, 'show'))),
  );
  members.command('/task show', async (actor, { rest }) =>
    views.shown(await tasks.show(actor, oneReference(rest, 'show'))),
  );
  members.command('/task edit', async (actor, { rest }) =>
    open(views.editModal(await tasks.toEdit(actor, oneReference(rest, 'edit')))),
  );
  members.command('/task mine', async (actor) => page(actor, { of: 'mine', status: 'claimed' }));

  members.command('/task list', async (actor, { rest }) => {
    const words = rest.split(/\s+/).filter(Boolean);
    const status = taskStatuses.find((one) => one === words.at(-1)?.toLowerCase()) ?? 'open';
    const [key] = words.filter((word) => !taskStatuses.some((one) => one === word.toLowerCase()));
    if (!key) return page(actor, { of: 'everything', status });
    const { project } = await projects.named(actor, key);
    return page(actor, { of: 'project', projectId: project.id, status });
  });

  members.command(
    '/task add',
    async (actor, { rest, channelId }) => {
      const { projectId, title } = await target(actor, rest, channelId);
      const chosen = projectId ?? (await projects.target(actor, channelId))?.id;
      if (!chosen || title === '') return opened(actor, { projectId: chosen, title });
      const form = taskForm.parse({ title });
      const sheet = await tasks.add(actor, chosen, form);
      return views.stepped(`You created ${sheet.reference}.`, [sheet]);
    },
    'new',
    'create',
  );

  /** KEY TITLE, or only a title: the first word is a key when a project of mine has it; in capitals one of my groups'. */
  async function target(actor: Actor, rest: string, channelId: string) {
    const { first, rest: after } = firstWord(rest);
    const mine = await tasks.projects(actor);
    const named = mine.filter((project) => project.key === first.toUpperCase());
    const project = named.find((one) => one.teamId === actor.teamId) ?? named[0];
    if (project) return { projectId: project.id, title: typed(after) };
    const meant = /^[A-Z][A-Z0-9]{1,5}$/.test(first);
    if (meant && ((await projects.isVisible(actor, first)) || !(await projects.target(actor, channelId))))
      throw new Refusal(`You aren't in a project ${first}. \`/project\` lists yours and those you could join.`);
    return { title: typed(rest) };
  }

  async function opened(
    actor: Actor,
    initial: { projectId?: string | undefined; title?: string; description?: string; link?: string },
  ) {
    const mine = await tasks.projects(actor);
    if (mine.length === 0)
      throw new Refusal("You aren't in a project yet: `/project join KEY` joins one, `/project create` makes one.");
    return open(views.addModal(mine, initial));
  }

  for (const [action, button] of [
    ['claim', buttons.claim],
    ['drop', buttons.drop],
    ['complete', buttons.complete],
    ['reopen', buttons.reopen],
    ['release', buttons.release],
    ['delete', buttons.deleteTask],
  ] as const)
    members.button(button, async (actor, { task, list }) => {
      const sheet = await acts[action](actor, task);
      const sentence = `You ${past[action]} ${sheet.reference}.`;
      return list
        ? instead(await page(actor, list, sentence))
        : views.stepped(sentence, action === 'delete' ? [] : [sheet]);
    });

  members.button(buttons.editTask, async (actor, { task }) => open(views.editModal(await tasks.toEdit(actor, task))));
  members.button(buttons.history, async (actor, { task, cursor }) =>
    views.historyOf(await tasks.history(actor, task, { size: 20, cursor })),
  );
  members.button(buttons.newTask, (actor, { projectId }) => opened(actor, { projectId }));
  members.button(buttons.previousTasks, async (actor, list) => instead(await page(actor, list)));
  members.button(buttons.nextTasks, async (actor, list) => instead(await page(actor, list)));

  members.form(views.addForm, async (actor, { projectId, ...form }, { link }) => {
    const sheet = await tasks.add(actor, projectId, { ...form, link });
    return views.stepped(`You created ${sheet.reference}.`, [sheet]);
  });
  members.form(views.editForm, async (actor, form, { task }) => {
    const sheet = await tasks.edit(actor, task, form);
    return views.stepped(`You edited ${sheet.reference}.`, [sheet]);
  });

  members.shortcut('task.new', (actor) => opened(actor, {}));
  members.shortcut('task.from-message', (actor, message) => opened(actor, fromMessage(message)));
}

/** The message's first line makes the title; all of it the description. */
function fromMessage(message: MessageInput | undefined) {
  const text = typed(message?.text ?? '');
  const title = (text.split('\n')[0] ?? '').slice(0, 150);
  const link = message?.link ? { link: message.link } : {};
  return { title, ...(text.length > title.length ? { description: text.slice(0, 3000) } : {}), ...link };
}

function references(rest: string, verb: string): string[] {
  const words = [
    ...new Set(
      rest
        .toUpperCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    ),
  ];
  if (words.length === 0) throw new Refusal(`Say which task: \`/task ${verb} WEB-12\`. \`/task list\` shows them.`);
  const wrong = words.find((word) => !taskReference.test(word));
  if (wrong)
    throw new Refusal(`${wrong.slice(0, 80)} isn't a task's reference, such as WEB-12: \`/task ${verb} WEB-12\`.`);
  if (words.length > mostAtOnce) throw new Refusal(`At most ${mostAtOnce} tasks at once.`);
  return words;
}

function oneReference(rest: string, verb: string): string {
  return references(rest, verb)[0] as string;
}
