import { webApi } from '@slack/bolt';
import type { Visitor } from '../domain/actor.ts';
import { AlreadyDone, SlackIsSlow } from '../domain/refusal.ts';
import type { Clients } from './clients.ts';
import { ifSoon, inTime } from './in-time.ts';
import { showing } from './modals.ts';
import type { Opening, Reply } from './outcome.ts';
import type { Surface, Where } from './surfaces.ts';
import type { ModalView } from './types.ts';

/** So long after the work's deadline a form is still waited for, so that the answer comes within 2.5 s (S4). */
const openMilliseconds = 350;

/** For whom a modal is opened, and by whose calls. */
export interface Opener {
  clients: Clients;
  visitor: Visitor;
}

/** A form that opens from Home, or from a modal of Home's, remembers it. */
export async function openModal({ view, opened }: Opening, where: Where, opener: Opener): Promise<unknown> {
  const { surface, triggerId } = where;
  const home = homeBehind(surface);
  const marked = { ...view, private_metadata: JSON.stringify({ ...JSON.parse(view.private_metadata ?? '{}'), home }) };
  if (surface.kind === 'form') return { response_action: 'update', view: marked };
  const client = await opener.clients.prompt(where.installationId);
  const options = { trigger_id: triggerId, view: marked };
  const opening = () => (surface.kind === 'modal' ? client.views.push(options) : client.views.open(options));
  const milliseconds = opener.visitor.delivery.deadline + openMilliseconds - Date.now();
  const shown = await inTime(opening, { milliseconds, lateError: () => new SlackIsSlow('perhaps') }).catch(
    (error: unknown) => {
      throw whyNotOpened(error);
    },
  );
  const viewId = shown.view?.id;
  if (opened && viewId) await ifSoon(opened({ viewId, home: home ? JSON.stringify(home) : undefined }));
  return undefined;
}

/** Slack takes a trigger once: what comes twice is there already (S3). What it was slow with may open yet. */
function whyNotOpened(error: unknown): unknown {
  if (error instanceof webApi.WebAPIPlatformError && error.data.error === 'exchanged_trigger_id')
    return new AlreadyDone();
  if (error instanceof webApi.WebAPIRequestError && String(error.original).includes('TimeoutError'))
    return new SlackIsSlow('perhaps', error);
  const isUnwell = error instanceof webApi.WebAPIHTTPError && error.statusCode >= 500;
  return isUnwell || error instanceof webApi.WebAPIRateLimitedError ? new SlackIsSlow('no', error) : error;
}

/** The state of the Home that is behind what a person looks at; undefined where none is. */
function homeBehind(surface: Surface): unknown {
  if (surface.kind === 'home') return surface.state ?? {};
  return surface.kind === 'modal' || surface.kind === 'form' ? surface.home : undefined;
}

/** A reply as a modal, which remembers the Home behind it. */
export function modalOf(reply: Reply, home: unknown): ModalView {
  return { ...showing(reply.title, reply.blocks), private_metadata: JSON.stringify({ home, payload: null }) };
}

/** What a press has done takes the modal's place; anything else goes on top of it. */
export async function updateModal(
  surface: { viewId: string; home?: unknown },
  reply: Reply,
  where: Where,
  opener: Opener,
) {
  const client = await opener.clients.prompt(where.installationId);
  const view = modalOf(reply, surface.home);
  if (reply.replaces) await client.views.update({ view_id: surface.viewId, view });
  else await pushModal(surface.viewId, view, where, opener);
}

/** On top of the modal that a person looks at; where Slack piles no more, in its place. */
export async function pushModal(viewId: string, view: ModalView, where: Where, opener: Opener): Promise<void> {
  const client = await opener.clients.prompt(where.installationId);
  await client.views.push({ trigger_id: where.triggerId, view }).catch(async (error: unknown) => {
    if (!(error instanceof webApi.WebAPIPlatformError && error.data.error === 'push_limit_reached')) throw error;
    await client.views.update({ view_id: viewId, view });
  });
}
