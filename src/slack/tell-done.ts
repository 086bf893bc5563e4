import type { Visitor } from '../domain/actor.ts';
import type { Letter } from '../domain/letter.ts';
import { type BackgroundCalls, Refused } from './background.ts';
import { request } from './buttons.ts';
import { modalOf } from './open-modals.ts';
import type { Reply } from './outcome.ts';
import { done } from './replies.ts';
import type { HomeView } from './types.ts';
import { arrived } from './welcome.ts';

export type ShowHome = (
  user: Pick<Visitor, 'teamId' | 'userId' | 'installationId'>,
  state: unknown,
  notice: string,
) => Promise<HomeView>;

/** What was done on the bot's own page; what the person had asked for before is one click away (A8). */
export function doneReply({ sentence, link }: Letter): Reply {
  const asked = link?.request ? request.safeParse(JSON.parse(link.request)).data : undefined;
  return asked ? arrived(sentence, asked) : done(sentence);
}

/**
 * Brings the modal with the link up to date, and the Home behind it. False where the modal was closed meanwhile and Home
 * doesn't say it all: then it is to be a direct message.
 */
export function doneTeller({ call }: BackgroundCalls, showHome: ShowHome) {
  return async function tell({ teamId, userId, sentence, link }: Letter, reply: Reply): Promise<boolean> {
    if (!link) return false;
    const { installationId, viewId, home } = link;
    const state = home ? (JSON.parse(home) as unknown) : undefined;

    async function updateModal() {
      if (viewId === undefined) return false;
      const options = { view_id: viewId, view: modalOf(reply, state) };
      return isTaken(call(installationId, 'views.update', (client) => client.views.update(options)));
    }
    async function publishHome() {
      if (state === undefined) return false;
      const view = await showHome({ teamId, userId, installationId }, state, sentence);
      return isTaken(
        call(installationId, 'views.publish', (client) => client.views.publish({ user_id: userId, view })),
      );
    }

    const [isUpdated, isPublished] = await Promise.all([updateModal(), publishHome()]);
    return isUpdated || (isPublished && !link.request);
  };
}

/** Not where the modal is closed, or the app has no Home. @throws Undelivered where another try may help */
async function isTaken(calling: Promise<unknown>): Promise<boolean> {
  try {
    await calling;
    return true;
  } catch (error) {
    if (error instanceof Refused && error.means.final) return false;
    throw error;
  }
}
