import * as buttons from '../../src/slack/buttons.ts';
import { suggest } from '../support/deliveries.ts';
import type { Member } from '../support/fixtures.ts';
import type { Row } from './row.ts';
import type { Stage } from './stage.ts';

/** The largest group, and small ones of those who come and go. */
export function groupRows(on: Stage): Row[] {
  const { byAsker, byGuests, byOwner, command, row, world } = on;
  const { owner, groupId, groupName, smallGroup, members, add } = world;
  const carried = (id: string, value: unknown) => ({ action_id: id, value: JSON.stringify(value) });
  const middle = members[Math.floor(members.length / 2)] ?? '';
  const last = members.at(-9) ?? '';
  const form = { name: '', description: '' };
  const about = { groupId };

  /** Guests of a group each, where somebody else is as well. */
  const inOwn = (
    route: string,
    about: string,
    make: (owner: Member, group: { id: string; name: string }, other: Member) => ReturnType<typeof command>,
  ) =>
    row(route, about, async (count) => {
      const [owners, others] = [await on.guests(count), await on.guests(count)];
      const groups = await on.ownGroups(owners, others);
      return groups.map((group, index) => make(owners[index] as Member, group, others[index] as Member));
    });

  /** Guests who are invited to the largest group and aren't in it. */
  const invited = (
    route: string,
    about: string,
    make: (guest: Member, invitation: string) => ReturnType<typeof command>,
  ) =>
    row(route, about, async (count) => {
      const people = await add.people(`invited${on.unique()}x`, count);
      const invitations = await add.invitations(people, [groupId], [owner]);
      return people.map((guest, index) => make(guest, invitations[index] ?? ''));
    });

  const outside = (route: string, make: (guest: Member) => ReturnType<typeof command>) =>
    row(route, '', async (count) => (await add.people(`outside${on.unique()}x`, count)).map(make));

  return [
    byAsker('/group', '', (who) => command(who, '/group', 'My groups')),
    byAsker('/group help', '', (who) => command(who, '/group help', '/group invite')),
    invited('/group invites', '', (who) => command(who, '/group invites', groupName)),
    ...(['next', 'previous'] as const).map((turn) =>
      invited(`button invitation.${turn}`, '', (who) => on.press(who, carried(`invitation.${turn}`, {}), groupName)),
    ),
    invited('button invitation.accept', 'to the largest group', (who, invitation) =>
      on.press(who, buttons.accept({ invitation }), 'You accepted'),
    ),
    invited('button invitation.decline', '', (who, invitation) =>
      on.press(who, buttons.decline({ invitation }), 'You declined'),
    ),
    byGuests('/group create', 'NAME', (who) => command(who, `/group create New ${on.unique()}`, 'You made the group')),
    byAsker('/group create', 'the form', (who) => on.opens(who, '/group create', 'New group')),
    byAsker('button group.new', '', (who) => on.pressOpens(who, buttons.newGroup({}), 'New group')),
    byGuests('form group.create', '', (who) =>
      on.submit(who, 'group.create', { typed: { ...form, name: `New ${on.unique()}` } }, 'You made the group'),
    ),

    byAsker('/group members', 'first page', (who) => command(who, `/group members ${groupName}`, 'owner')),
    byAsker('button group.next', 'the middle', (who) =>
      on.press(who, carried('group.next', { ...about, cursor: `>${middle}` }), 'Previous'),
    ),
    byAsker('button group.next', 'the last page', (who) =>
      on.press(who, carried('group.next', { ...about, cursor: `>${last}` }), 'Previous'),
    ),
    byAsker('button group.previous', 'the middle', (who) =>
      on.press(who, carried('group.previous', { ...about, cursor: `<${middle}` }), 'Next'),
    ),
    byAsker('form group.choose', 'members', (who) =>
      on.submit(who, 'group.choose', { carries: { verb: 'members' }, typed: { groupId } }, 'owner'),
    ),

    outside('/group invite', (guest) =>
      command(owner, `/group invite ${groupName} @${guest.username}`, 'is invited to'),
    ),
    byOwner('button group.invite', '', (who) => on.pressOpens(who, buttons.invite(about), 'Invite')),
    outside('form group.invitee', (guest) =>
      on.submit(owner, 'group.invitee', { typed: { groupId, person: guest.username } }, 'is invited to'),
    ),
    byOwner('suggestion group.person', 'many begin so, none is a member', (who) =>
      suggest(who, 'group.person', 'person', { groupId: smallGroup.id }, 'person'),
    ),
    byOwner('suggestion group.person', 'all who begin so are members', (who) =>
      suggest(who, 'group.person', 'person', { groupId }, ''),
    ),
    byOwner('suggestion group.person', 'one begins so', (who) =>
      suggest(who, 'group.person', 'firstperson99 l', { groupId: smallGroup.id }, 'person99'),
    ),
    invited('/group withdraw', '', (guest) =>
      command(owner, `/group withdraw ${groupName} @${guest.username}`, 'is withdrawn'),
    ),

    byOwner('/group edit', '', (who) => on.opens(who, `/group edit ${groupName}`, 'Edit group')),
    byOwner('button group.edit', '', (who) => on.pressOpens(who, carried('group.edit', about), 'Edit group')),
    byOwner('form group.change', '', (who) =>
      on.submit(who, 'group.change', { carries: about, typed: { ...form, name: groupName } }, 'is saved'),
    ),
    inOwn('/group transfer', '', (who, group, other) =>
      command(who, `/group transfer ${group.name} @${other.username}`, 'owns'),
    ),
    row('button group.take-over', 'what a member manages', async (count) => {
      const [owners, others] = [await on.guests(count), await on.guests(count)];
      const groups = (await on.ownGroups(owners, others)).map(({ id }) => id);
      await on.ownProjects(others, [], groups);
      return owners.map((who, index) => {
        const left = { groupId: groups[index] ?? '', accountId: others[index]?.accountId ?? '' };
        return on.press(who, buttons.takeOver(left), 'You manage');
      });
    }),
    byGuests('/group remove', '', (guest) =>
      command(owner, `/group remove ${groupName} @${guest.username}`, 'You removed'),
    ),
    byGuests('form group.pick', 'remove', ({ username }) =>
      on.submit(
        owner,
        'group.pick',
        { carries: { verb: 'remove' }, typed: { groupId, person: username } },
        'You removed',
      ),
    ),
    byGuests('/group leave', '', (guest) => on.opens(guest, `/group leave ${groupName}`, 'Leave group')),
    byGuests('button group.leave', '', (guest) => on.pressOpens(guest, carried('group.leave', about), 'Leave group')),
    byGuests('form group.depart', '', (guest) => on.submit(guest, 'group.depart', { carries: about }, 'You left')),
    inOwn('/group export', 'asking for it', (who, { name }) =>
      command(who, `/group export ${name}`, 'Dibs is making an export'),
    ),
    byOwner('/group delete', 'the form, which counts', (who) =>
      on.opens(who, `/group delete ${groupName}`, 'Delete group'),
    ),
    byOwner('button group.delete', 'the form, which counts', (who) =>
      on.pressOpens(who, carried('group.delete', about), 'Delete group'),
    ),
    inOwn('form group.remove', 'a group of two', (who, { id }) =>
      on.submit(who, 'group.remove', { carries: { groupId: id } }, 'is deleted'),
    ),
  ];
}
