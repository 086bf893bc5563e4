import * as buttons from '../../src/slack/buttons.ts';
import { event } from '../support/deliveries.ts';
import type { Member } from '../support/fixtures.ts';
import { teamId } from './data.ts';
import type { Row } from './row.ts';
import { password, type Stage } from './stage.ts';

/** Accounts, of those who come and go. */
export function accountRows(on: Stage): Row[] {
  const { byAsker, byGuests, command, row, world } = on;
  const stranger = () => ({ teamId, userId: `UNEW${on.unique()}` });
  const ofStrangers = (route: string, make: (who: { teamId: string; userId: string }) => ReturnType<typeof command>) =>
    row(route, '', async (count) => Array.from({ length: count }, () => make(stranger())));
  const named = (username: string) => ({
    ...{ firstName: 'New', surname: 'Name', username, email: `${username}@example.com` },
  });
  const twice = { password: 'Other-horse-7', confirmPassword: 'Other-horse-7' };
  const again = { type: 'command' as const, command: '/task', text: 'mine', channelId: 'C0BENCH' };

  return [
    byAsker('/account', '', (who) => command(who, '/account', 'Groups owned')),
    byAsker('/account help', '', (who) => command(who, '/account help', '/account sign-up')),
    ofStrangers('/account sign-up', (who) => on.opens(who, '/account sign-up', 'Sign up')),
    ofStrangers('button account.sign-up', (who) => on.pressOpens(who, buttons.signUp({}), 'Sign up')),
    ofStrangers('form account.sign-up', (who) => {
      const typed = { ...named(`new${on.unique()}`), ...twice };
      return on.submit(who, 'account.sign-up', { typed }, 'Welcome, New!');
    }),
    ofStrangers('/account sign-in', (who) => on.opens(who, '/account sign-in', 'Sign in')),
    ofStrangers('button account.sign-in', (who) => on.pressOpens(who, buttons.signIn({}), 'Sign in')),
    byGuests('form account.sign-in', '', ({ username }: Member) =>
      on.submit(stranger(), 'account.sign-in', { typed: { username, password } }, 'You are signed in as'),
    ),
    byAsker('button account.go-on', '', (who) => on.press(who, buttons.goOn({ request: again }), 'Completed by me')),
    byGuests('/account sign-out', '', (who) => command(who, '/account sign-out', 'You are signed out')),
    byAsker('/account edit', '', (who) => on.opens(who, '/account edit', 'Edit account')),
    byAsker('button account.edit', '', (who) =>
      on.pressOpens(who, { action_id: 'account.edit', value: '{}' }, 'Edit account'),
    ),
    byGuests('form account.edit', '', (who) =>
      on.submit(
        who,
        'account.edit',
        { typed: { ...named(`new${on.unique()}`), currentPassword: password } },
        'Your details are saved',
      ),
    ),
    byAsker('/account password', '', (who) => on.opens(who, '/account password', 'Change password')),
    byGuests('form account.password', '', (who) =>
      on.submit(
        who,
        'account.password',
        { typed: { currentPassword: password, ...twice } },
        'Your password is changed',
      ),
    ),
    byGuests('/account export', 'asking for it', (who) => command(who, '/account export', 'Dibs is making an export')),
    byGuests('/account delete', '', (who) => on.opens(who, '/account delete', 'Delete account')),
    byGuests('button account.delete', '', (who) =>
      on.pressOpens(who, { action_id: 'account.delete', value: '{}' }, 'Delete account'),
    ),
    row('form account.delete', 'in the largest project', async (count) => {
      const leaving = await on.guests(count);
      await world.add.join('project', world.project.id, world.groupId, leaving);
      return leaving.map((who) =>
        on.submit(who, 'account.delete', { typed: { currentPassword: password } }, 'Your account is deleted'),
      );
    }),
    byGuests('event user_change', 'deactivated', (who) =>
      event({ type: 'user_change', user: { id: who.userId, team_id: teamId, deleted: true } }, teamId),
    ),
  ];
}
