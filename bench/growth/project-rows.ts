import * as buttons from '../../src/slack/buttons.ts';
import type { Member, Place } from '../support/fixtures.ts';
import type { Row } from './row.ts';
import type { Stage } from './stage.ts';

/** The largest project, and small ones of those who come and go. */
export function projectRows(on: Stage): Row[] {
  const { byAsker, byGuests, byOwner, command, row, world } = on;
  const { owner, project, groupId, groupName, add, projectsToJoin } = world;
  const { key, id: projectId } = project;
  const about = { projectId };
  const carried = (id: string, value: unknown) => ({ action_id: id, value: JSON.stringify(value) });
  const middle = projectsToJoin[Math.floor(projectsToJoin.length / 2)] ?? '';
  const last = projectsToJoin.at(-3) ?? '';
  const form = (name: string, as: string) => ({ name, key: as, description: '' });

  /** Guests in the largest project. */
  const joined = (route: string, make: (guest: Member) => ReturnType<typeof command>) =>
    row(route, '', async (count) => {
      const guests = await on.guests(count);
      await add.join('project', projectId, groupId, guests);
      return guests.map(make);
    });

  /** Guests who manage a project each, where somebody else is as well. */
  const managing = (
    route: string,
    about: string,
    make: (manager: Member, place: Place, other: Member) => ReturnType<typeof command>,
  ) =>
    row(route, about, async (count) => {
      const [managers, others] = [await on.guests(count), await on.guests(count)];
      const places = await on.ownProjects(managers, others);
      return places.map((place, index) => make(managers[index] as Member, place, others[index] as Member));
    });

  return [
    byAsker('/project', '', (who) => command(who, '/project', 'Projects you could join')),
    byAsker('/project help', '', (who) => command(who, '/project help', '/project join')),
    byAsker('button project.next', 'the middle of those to join', (who) =>
      on.press(who, carried('project.next', { cursor: `>${middle}` }), 'Previous'),
    ),
    byAsker('button project.next', 'the last of those to join', (who) =>
      on.press(who, carried('project.next', { cursor: `>${last}` }), 'Previous'),
    ),
    byAsker('button project.previous', 'the middle of those to join', (who) =>
      on.press(who, carried('project.previous', { cursor: `<${middle}` }), 'Next'),
    ),
    byAsker('/project create', '', (who) => on.opens(who, '/project create Shed', 'New project')),
    byAsker('button project.new', '', (who) => on.pressOpens(who, buttons.newProject({ groupId }), 'New project')),
    byGuests('form project.create', '', (who) =>
      on.submit(
        who,
        'project.create',
        { typed: { groupId, ...form(`New ${on.unique()}`, on.freshKey()) } },
        'You made the project',
      ),
    ),
    byAsker('/project show', '', (who) => command(who, `/project show ${key}`, groupName)),
    byAsker('/project *', '', (who) => command(who, `/project ${key}`, groupName)),
    byAsker('/project members', 'first page', (who) => command(who, `/project members ${key}`, 'manager')),
    byAsker('button project.next-members', '', (who) =>
      on.press(who, carried('project.next-members', about), 'Members of'),
    ),
    byAsker('button project.previous-members', '', (who) =>
      on.press(who, carried('project.previous-members', about), 'Members of'),
    ),
    byAsker('form project.choose', 'show', (who) =>
      on.submit(who, 'project.choose', { carries: { verb: 'show' }, typed: about }, groupName),
    ),
    byAsker('/project join', 'to choose from', (who) => on.opens(who, '/project join', 'Choose a project')),
    byGuests('/project join', '', (who) => command(who, `/project join ${key}`, 'You are a member')),
    byGuests('button project.join', '', (who) => on.press(who, buttons.joinProject(about), 'You are a member')),
    joined('/project leave', (who) => command(who, `/project leave ${key}`, 'You left')),
    joined('button project.leave', (who) => on.press(who, buttons.leaveProject(about), 'You left')),
    byOwner('/project edit', '', (who) => on.opens(who, `/project edit ${key}`, 'Edit project')),
    byOwner('button project.edit', '', (who) => on.pressOpens(who, carried('project.edit', about), 'Edit project')),
    byOwner('form project.change', '', (who) =>
      on.submit(who, 'project.change', { carries: about, typed: form('Project BIG', key) }, 'is saved'),
    ),
    managing('/project transfer', '', (who, place, other) =>
      command(who, `/project transfer ${place.key} @${other.username}`, 'manages'),
    ),
    joined('/project remove', (who) => command(owner, `/project remove ${key} @${who.username}`, 'You removed')),
    joined('form project.pick', ({ username }) =>
      on.submit(
        owner,
        'project.pick',
        { carries: { verb: 'remove' }, typed: { ...about, person: username } },
        'You removed',
      ),
    ),
    byOwner('/project link', '', (who) => command(who, `/project link ${key}`, 'is linked to')),
    byOwner('/project unlink', '', (who) => command(who, '/project unlink', 'project')),
    byOwner('/project delete', 'the form, which counts', (who) =>
      on.opens(who, `/project delete ${key}`, 'Delete project'),
    ),
    byOwner('button project.delete', 'the form, which counts', (who) =>
      on.pressOpens(who, carried('project.delete', about), 'Delete project'),
    ),
    managing('form project.remove', 'a project of two', (who, { id }) =>
      on.submit(who, 'project.remove', { carries: { projectId: id } }, 'is deleted'),
    ),
  ];
}
