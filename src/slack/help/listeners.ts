import { code, paragraph } from '../blocks.ts';
import { look } from '../replies.ts';
import type { Routes } from '../routes.ts';

/** Every command with its verbs, as `help` tells them; the manifest's usage hints are the same words, shortened. */
export const help: Record<string, [usage: string, what: string][]> = {
  '/task': [
    ['/task', 'your claimed tasks, then open tasks of your projects'],
    [
      '/task add KEY TITLE',
      "puts a task into a project; without a title, a form; without a key, into the one you are in, or the channel's",
    ],
    ['/task WEB-12', 'shows a task with its buttons'],
    [
      '/task claim WEB-12',
      'calls dibs; also drop, complete, reopen, release, delete; for several tasks at once, or for none to pick from a list',
    ],
    ['/task edit WEB-12', 'changes its title and description'],
    [
      '/task list KEY open',
      'lists tasks: open, claimed, completed or all; without a key, those of all your projects; /task KEY does the same',
    ],
    ['/task mine', 'what you have claimed, and what you have completed'],
  ],
  '/project': [
    ['/project', 'your projects, and those you could join'],
    ['/project KEY', 'shows a project'],
    ['/project create NAME', 'makes a project in one of your groups'],
    ['/project join KEY', 'joins; also leave, show, members, edit, delete'],
    ['/project transfer KEY @person', 'passes the role of manager on; remove takes somebody out'],
    ['/project link KEY', 'links this channel, where /task add then needs no key; unlink undoes it'],
  ],
  '/group': [
    ['/group', 'your groups'],
    ['/group create NAME', 'makes a group that you own'],
    ['/group invites', 'your invitations'],
    ['/group invite GROUP @person', 'invites; also remove, transfer, withdraw'],
    ['/group members GROUP', 'who is in it; also leave, edit, delete'],
    ['/group export GROUP', 'sends you its projects, tasks and activity as files'],
  ],
  '/account': [
    ['/account', 'your details and tasks'],
    ['/account sign-up', 'makes an account; also sign-in, sign-out'],
    ['/account edit', 'changes your details; password changes your password'],
    ['/account export', 'sends you your own data as a file'],
    ['/account delete', 'deletes your account'],
  ],
};

const inHome =
  "Verbs and keys in any case. Home, in the app, has your invitations, what you have claimed, and one project's tasks at a time, with buttons.";

export function listenToHelp({ anyone }: Routes) {
  for (const [command, lines] of Object.entries(help))
    anyone.command(`${command} help`, async () =>
      look('Help', `What ${command} does`, [
        paragraph(...lines.map(([usage, what]) => [code(usage), ` ${what}`])),
        paragraph(inHome),
      ]),
    );
}
