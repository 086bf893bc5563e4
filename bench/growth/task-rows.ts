import * as buttons from '../../src/slack/buttons.ts';
import { shortcut } from '../support/deliveries.ts';
import * as documents from '../support/documents.ts';
import type { Row } from './row.ts';
import type { Stage } from './stage.ts';

/** Tasks of the largest project, its manager and its members. */
export function taskRows(on: Stage): Row[] {
  const { byAsker, byOwner, onTasks, command, press, world } = on;
  const { owner, project, openTasks } = world;
  const ofProject = (cursor?: string) => ({
    sections: [
      { of: 'project' as const, projectId: project.id, status: 'open' as const, ...(cursor ? { cursor } : {}) },
    ],
  });
  const everywhere = (cursor: string) => ({
    sections: [{ of: 'everything' as const, status: 'open' as const, cursor }],
  });
  const middle = openTasks[Math.floor(openTasks.length / 2)] ?? '';
  const last = openTasks[8] ?? '';

  const steps = [
    { verb: 'claim', button: buttons.claim, status: 'open', did: 'claimed', by: undefined },
    { verb: 'drop', button: buttons.drop, status: 'claimed', did: 'dropped', by: undefined },
    { verb: 'complete', button: buttons.complete, status: 'claimed', did: 'completed', by: undefined },
    { verb: 'reopen', button: buttons.reopen, status: 'completed', did: 'reopened', by: undefined },
    { verb: 'release', button: buttons.release, status: 'claimed', did: 'released', by: owner },
    { verb: 'delete', button: buttons.deleteTask, status: 'claimed', did: 'deleted', by: owner },
  ] as const;

  return [
    ...steps.flatMap(({ verb, button, status, did, by }) => [
      onTasks(`/task ${verb}`, 'by reference', status, (who, { reference }) =>
        verb === 'delete'
          ? on.opens(owner, `/task delete ${reference}`, 'Delete')
          : command(by ?? who, `/task ${verb} ${reference}`, `You ${did} ${reference}`),
      ),
      onTasks(`button ${button.id}`, '', status, (who, { id, reference }) =>
        press(by ?? who, button({ task: id }), `You ${did} ${reference}`),
      ),
    ]),
    onTasks('form task.remove', '', 'open', (_, { id, reference }) =>
      on.submit(owner, 'task.remove', { carries: { tasks: [{ task: id, reference }] } }, `You deleted ${reference}`),
    ),
    onTasks('button task.claim', 'in a list', 'open', (who, { id, reference }) =>
      press(who, buttons.claim({ task: id, list: ofProject() }), `You claimed ${reference}`),
    ),
    ...(['claim', 'drop', 'complete', 'reopen', 'show'] as const).map((verb) =>
      byAsker(`/task ${verb}`, 'to pick from', (who) => command(who, `/task ${verb}`, `${project.key}-`)),
    ),
    ...(['release', 'edit', 'delete'] as const).map((verb) =>
      byOwner(`/task ${verb}`, 'to pick from', (who) => command(who, `/task ${verb}`, `${project.key}-`)),
    ),
    ...(['edit', 'delete'] as const).map((verb) =>
      byAsker(`/task ${verb}`, 'to pick from what I created', (who) =>
        command(who, `/task ${verb}`, `${project.key}-`),
      ),
    ),

    onTasks('/task show', 'by reference', 'claimed', (who, { reference }) =>
      command(who, `/task show ${reference}`, reference),
    ),
    onTasks('/task *', '', 'completed', (who, { reference }) => command(who, `/task ${reference}`, reference)),
    onTasks('/task edit', 'by reference', 'open', (_, { reference }) =>
      on.opens(owner, `/task edit ${reference}`, 'Edit task'),
    ),
    onTasks('button task.edit', '', 'open', (_, { id }) =>
      on.pressOpens(owner, buttons.editTask({ task: id }), 'Edit task'),
    ),
    onTasks('form task.change', '', 'open', (_, { id, reference }) =>
      on.submit(
        owner,
        'task.change',
        { carries: { task: id }, typed: { title: 'Edited', description: '' } },
        `You edited ${reference}`,
      ),
    ),
    onTasks('button task.history', '', 'open', (who, { id }) =>
      press(who, buttons.history({ task: id }), 'created it'),
    ),
    on.row('button task.history', 'the middle of 400', async (count) => {
      const task = documents.task(project.id, 8_000_000 + on.unique(), owner.accountId, 'open');
      const entries = Array.from({ length: 400 }, () => documents.activity(task, world.groupId));
      await documents.insert(world.database, 'tasks', [task]);
      await documents.insert(world.database, 'activities', entries);
      const cursor = `>${entries[200]?._id}`;
      const sending = () => press(owner, buttons.history({ task: task._id, cursor }), 'created it');
      return Array.from({ length: count }, sending);
    }),

    byAsker('/task', '', (who) => command(who, '/task', 'Claimed by me')),
    byAsker('/task mine', '', (who) => command(who, '/task mine', 'Completed by me')),
    byAsker('/task list', 'of all my projects', (who) => command(who, '/task list', 'Open in my projects')),
    byAsker('/task list', 'of all my projects, completed', (who) =>
      command(who, '/task list completed', 'Completed in my projects'),
    ),
    byAsker('/task list', 'of the largest project, first page', (who) =>
      command(who, `/task list ${project.key}`, `${project.key}-`),
    ),
    byAsker('/task list', 'of the largest project, claimed', (who) =>
      command(who, `/task list ${project.key} claimed`, `${project.key}-`),
    ),
    byAsker('button task.next', 'the middle of the largest project', (who) =>
      press(who, buttons.nextTasks(ofProject(`>${middle}`)), 'Previous'),
    ),
    byAsker('button task.next', 'the last page of the largest project', (who) =>
      press(who, buttons.nextTasks(ofProject(`>${last}`)), 'Previous'),
    ),
    byAsker('button task.previous', 'the middle of the largest project', (who) =>
      press(who, buttons.previousTasks(ofProject(`<${middle}`)), 'Next'),
    ),
    byAsker('button task.next', 'the middle of all my projects', (who) =>
      press(who, buttons.nextTasks(everywhere(`>${middle}`)), 'Previous'),
    ),
    byAsker('/task help', '', (who) => command(who, '/task help', '/task claim WEB-12')),

    byAsker('/task add', 'KEY TITLE', (who) => command(who, `/task add ${project.key} One more`, 'You created')),
    byAsker('/task add', 'the form', (who) => on.opens(who, '/task add', 'New task')),
    byAsker('button task.new', '', (who) => on.pressOpens(who, buttons.newTask({ projectId: project.id }), 'New task')),
    byAsker('form task.add', '', (who) =>
      on.submit(
        who,
        'task.add',
        { typed: { projectId: project.id, title: 'One more', description: '' } },
        'You created',
      ),
    ),
    byAsker('shortcut task.new', '', (who) => shortcut(who, 'task.new', 'New task')),
    byAsker('shortcut task.from-message', '', (who) =>
      shortcut(who, 'task.from-message', 'New task', 'Paint the shed'),
    ),
  ];
}
