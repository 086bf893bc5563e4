import { webApi } from '@slack/bolt';
import type { SlackUser } from '../domain/actor.ts';
import { arrived } from './account/views.ts';
import { escaped } from './blocks.ts';
import { request } from './buttons.ts';
import type { Clients } from './clients.ts';
import { showing } from './elements.ts';
import type { ShownModal } from './outcome.ts';
import type { HomeView } from './types.ts';

/** What was done on the bot's own page, and where in Slack the link to it stands. */
export interface Done extends SlackUser {
  sentence: string;
  viewId?: ShownModal['viewId'] | undefined;
  home?: ShownModal['home'];
  /** JSON of what the person had asked for (A8). */
  request?: string | undefined;
}

type ShowHome = (user: SlackUser, state: unknown, notice: string) => Promise<HomeView>;

/**
 * Brings the modal with the link up to date, and the Home behind it. Where the modal was closed meanwhile and Home
 * doesn't say it all, it is a direct message. What the person had asked for is one click away (A8).
 * @throws where Slack can't be asked now, to be tried again
 */
export function doneTeller(clients: Clients, showHome: ShowHome) {
  async function updateModal(client: webApi.WebClient, viewId: string, view: ReturnType<typeof showing>) {
    try {
      await client.views.update({ view_id: viewId, view });
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === webApi.ErrorCode.PlatformError) return false;
      throw error;
    }
  }

  return async function tell({ teamId, userId, sentence, request: asked, viewId, home }: Done): Promise<void> {
    const reply = arrived(sentence, asked ? request.parse(JSON.parse(asked)) : undefined);
    const client = await clients.patient(teamId);
    const state = home ? (JSON.parse(home) as unknown) : undefined;
    const view = showing(reply.title, reply.blocks);
    view.private_metadata = JSON.stringify({ home: state, payload: null });
    const updated = viewId ? await updateModal(client, viewId, view) : false;
    if (state)
      await client.views.publish({ user_id: userId, view: await showHome({ teamId, userId }, state, sentence) });
    if (updated || (state && !asked)) return;
    await client.chat.postMessage({ channel: userId, text: escaped(sentence), blocks: reply.blocks });
  };
}
