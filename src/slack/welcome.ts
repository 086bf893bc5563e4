import type { WaitingInvitation } from '../services/invitations.ts';
import { actions, bold, paragraph, shortened } from './blocks.ts';
import { goOn, newGroup, signIn, signUp } from './buttons.ts';
import { invitationBlocks } from './invitations.ts';
import type { Reply, Request } from './outcome.ts';
import { done, look } from './replies.ts';

/** A button's value and a form's metadata hold so much. */
const mostCarried = 1800;

/** A long message is kept in part, since its link leads to all of it; another long request must be typed again. */
export function kept(asked: Request | undefined): { request?: Request } {
  const fits = (request: Request) => JSON.stringify(request).length <= mostCarried;
  if (!asked || fits(asked)) return asked ? { request: asked } : {};
  if (asked.type !== 'shortcut' || !asked.message) return {};
  const { text, link } = asked.message;
  const cut = (most: number) => ({ ...asked, message: { text: shortened(text, most), link } });
  let most = mostCarried;
  while (most > 1 && !fits(cut(most))) most = Math.floor(most * 0.9);
  return fits(cut(most)) ? { request: cut(most) } : {};
}

/** A8: what a person without an account sees, whatever they asked for. */
export function welcome(asked: Request | undefined): Reply {
  return look('Welcome to Dibs', 'Welcome to Dibs! Sign up or sign in first.', [
    paragraph(
      [bold('Welcome to Dibs!')],
      'Here teams share work: tasks are put where everyone sees them, and one person calls dibs. Sign up, or sign in if you have an account.',
    ),
    ...actions(signUp(kept(asked), { style: 'primary' }), signIn(kept(asked))),
  ]);
}

/** Signed up or in: what they had asked for is one click away (A8). */
export function arrived(sentence: string, asked: Request): Reply {
  return look('Done', sentence, [paragraph(sentence), ...actions(goOn({ request: asked }, { style: 'primary' }))]);
}

/** Signed up, having asked for nothing: one begins with a group, of those that wait or a new one (A8). */
export function begins(sentence: string, waiting: WaitingInvitation[]): Reply {
  return done(sentence, [...invitationBlocks(waiting), ...actions(newGroup({}))]);
}
