import type { Actor } from '../../domain/actor.ts';
import { projectKey } from '../../domain/project.ts';
import { Refusal } from '../../domain/refusal.ts';
import { taskForm } from '../../domain/task.ts';
import { beginning } from '../../domain/text.ts';
import type { Services } from '../../services/services.ts';
import { newTask } from '../buttons.ts';
import { firstWord, typed } from '../input.ts';
import { open } from '../replies.ts';
import type { MessageInput, Routes } from '../routes.ts';
import * as forms from './forms.ts';
import { stepped } from './views.ts';

/** Putting tasks into projects: by command, button, form and shortcut; part of the task listeners. */
export function listenToAdding({ members }: Routes, { tasks, projects }: Services) {
  members.command(
    '/task add',
    async (actor, { rest, channelId }) => {
      const { project, title } = await target(actor, rest, channelId);
      const chosen = project ?? (await projects.target(actor, channelId));
      if (!chosen || title === '') return opened(actor, { projectId: chosen?.id, title });
      const form = taskForm.parse({ title });
      const sheet = await tasks.add(actor, chosen, form);
      return stepped(`You created ${sheet.reference}.`, sheet);
    },
    'new',
    'create',
  );

  /** KEY TITLE, or only a title: the first word is a key when a project of mine has it; in capitals one of my groups'. */
  async function target(actor: Actor, rest: string, channelId: string) {
    const { first, rest: after } = firstWord(rest);
    const mine = await projects.mine(actor);
    const named = mine.filter((project) => project.key === first.toUpperCase());
    const project = named.find((one) => one.teamId === actor.teamId) ?? named[0];
    if (project) return { project, title: typed(after) };
    const meant = projectKey.safeParse(first).data === first;
    if (meant && ((await projects.isVisible(actor, first)) || !(await projects.target(actor, channelId))))
      throw new Refusal(`You aren't in a project ${first}. \`/project\` lists yours and those you could join.`);
    return { title: typed(rest) };
  }

  async function opened(
    actor: Actor,
    initial: { projectId?: string | undefined; title?: string; description?: string; link?: string },
  ) {
    const mine = await projects.mine(actor);
    if (mine.length === 0)
      throw new Refusal("You aren't in a project yet: `/project join KEY` joins one, `/project create` makes one.");
    return open(forms.addModal(mine, initial));
  }

  members.form(forms.addForm, async (actor, { projectId, ...form }, { link }) => {
    const sheet = await tasks.add(actor, projectId, { ...form, link });
    return stepped(`You created ${sheet.reference}.`, sheet);
  });
  members.button(newTask, (actor, { projectId }) => opened(actor, { projectId }));
  members.shortcut('task.new', (actor) => opened(actor, {}));
  members.shortcut('task.from-message', (actor, message) => opened(actor, fromMessage(message)));
}

/** The message's first line makes the title; all of it the description. */
function fromMessage(message: MessageInput | undefined) {
  const text = typed(message?.text ?? '');
  const title = beginning(text.split('\n')[0] ?? '', 150);
  const link = message?.link ? { link: message.link } : {};
  return { title, ...(text.length > title.length ? { description: beginning(text, 3000) } : {}), ...link };
}
