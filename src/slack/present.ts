import { webApi } from '@slack/bolt';
import type { SlackUser, Visitor } from '../domain/actor.ts';
import { AlreadyDone, SlackIsSlow } from '../domain/refusal.ts';
import type { Trouble } from '../services/explain.ts';
import { escaped, paragraph } from './blocks.ts';
import type { Clients } from './clients.ts';
import type { PublishHome } from './homes.ts';
import { ifSoon, inTime } from './in-time.ts';
import { showing } from './modals.ts';
import type { Opening, Outcome, Reply } from './outcome.ts';
import { look, open } from './replies.ts';
import type { ModalView } from './types.ts';

/** So long after the work's deadline a form is still waited for, so that the answer comes within 2.5 s (S4). */
const openMilliseconds = 350;

/**
 * Where a person is looking. `home`: the state of the Home that a modal was opened from, brought up to date behind it;
 * `shown`: the name of the Home that is there (homes.ts), where Slack tells.
 */
export type Surface =
  | { kind: 'command' }
  | { kind: 'shortcut' }
  | { kind: 'message'; responseUrl: string }
  | { kind: 'modal'; viewId: string; home?: unknown }
  | { kind: 'form'; home?: unknown; fields: string[] }
  | { kind: 'home'; state: unknown; shown?: string | undefined };

type Result = { outcome: Outcome } | { trouble: Trouble };

interface Presenting {
  clients: Clients;
  visitor: Visitor;
  publish: PublishHome;
  /** Waits a little for what changes no answer, whatever becomes of it. */
  behind: (work: Promise<unknown>) => Promise<unknown>;
}

interface Where {
  user: SlackUser;
  installationId: string;
  triggerId: string;
  surface: Surface;
}

/** Shows a result where the person is looking; returns what the acknowledgement of a command or a form carries. */
export async function present(result: Result, where: Where, presenting: Presenting): Promise<unknown> {
  const { surface } = where;
  if ('trouble' in result) return presentTrouble(result.trouble, where, presenting);
  const { outcome } = result;
  if (outcome.kind === 'again') throw new Error('a request to do something again is not to be shown');
  if (outcome.kind === 'home')
    return publishHome(presenting, {
      state: outcome.state,
      shown: surface.kind === 'home' ? surface.shown : undefined,
    });
  if (outcome.kind === 'modal') return openModal(outcome, where, presenting);

  switch (surface.kind) {
    case 'command':
      return { response_type: 'ephemeral', text: escaped(outcome.sentence), blocks: outcome.blocks };
    case 'message':
      return respond(surface.responseUrl, outcome, presenting);
    case 'shortcut':
      return openModal(open(showing(outcome.title, outcome.blocks)), where, presenting);
    case 'home':
      if (!outcome.replaces) return openModal(open(showing(outcome.title, outcome.blocks)), where, presenting);
      return publishHome(presenting, { state: surface.state, notice: outcome.sentence });
    case 'modal':
      await updateModal(surface, outcome, where, presenting);
      if (surface.home) await presenting.behind(publishHome(presenting, { state: surface.home }));
      return undefined;
    case 'form':
      if (surface.home)
        await presenting.behind(publishHome(presenting, { state: surface.home, notice: outcome.sentence }));
      if (surface.home && outcome.replaces) return { response_action: 'clear' };
      return { response_action: 'update', view: modalOf(outcome, surface.home) };
  }
}

async function presentTrouble(trouble: Trouble, where: Where, presenting: Presenting): Promise<unknown> {
  const { surface } = where;
  const reply = look(trouble.title, trouble.sentence, [paragraph(trouble.sentence)]);
  switch (surface.kind) {
    case 'form':
      if (surface.fields.length === 0) return { response_action: 'update', view: showing(reply.title, reply.blocks) };
      return { response_action: 'errors', errors: fieldErrors(trouble, surface.fields) };
    case 'home': {
      if (!trouble.away) return publishHome(presenting, { state: surface.state, notice: trouble.sentence });
      const view = {
        type: 'home' as const,
        blocks: reply.blocks,
        private_metadata: JSON.stringify(surface.state ?? {}),
      };
      const client = await presenting.clients.prompt(where.installationId);
      return void (await client.views.publish({ user_id: where.user.userId, view }));
    }
    case 'modal':
      return pushModal(surface.viewId, modalOf(reply, surface.home), where, presenting);
    default:
      return present({ outcome: reply }, where, presenting);
  }
}

/** Each complaint at its field; one about no field of this form at the first. */
function fieldErrors(trouble: Trouble, fields: string[]): Record<string, string> {
  const [first = ''] = fields;
  const complaints = trouble.fields ?? { [trouble.field ?? first]: trouble.sentence };
  const at = (name: string) => (fields.includes(name) ? name : first);
  return Object.fromEntries(Object.entries(complaints).map(([name, complaint]) => [at(name), complaint]));
}

/** A form that opens from Home, or from a modal of Home's, remembers it. */
async function openModal({ view, opened }: Opening, where: Where, presenting: Presenting): Promise<unknown> {
  const { surface, triggerId } = where;
  const home = homeBehind(surface);
  const marked = { ...view, private_metadata: JSON.stringify({ ...JSON.parse(view.private_metadata ?? '{}'), home }) };
  if (surface.kind === 'form') return { response_action: 'update', view: marked };
  const client = await presenting.clients.prompt(where.installationId);
  const options = { trigger_id: triggerId, view: marked };
  const opening = () => (surface.kind === 'modal' ? client.views.push(options) : client.views.open(options));
  const milliseconds = presenting.visitor.delivery.deadline + openMilliseconds - Date.now();
  const shown = await inTime(opening, { milliseconds, lateError: () => new SlackIsSlow() }).catch((error: unknown) => {
    throw whyNotOpened(error);
  });
  const viewId = shown.view?.id;
  if (opened && viewId) await ifSoon(opened({ viewId, home: home ? JSON.stringify(home) : undefined }));
  return undefined;
}

/** Slack takes a trigger once: what comes twice is there already (S3). What it was slow with may open yet. */
function whyNotOpened(error: unknown): unknown {
  if (error instanceof webApi.WebAPIPlatformError && error.data.error === 'exchanged_trigger_id')
    return new AlreadyDone();
  const isLate = error instanceof webApi.WebAPIRequestError && String(error.original).includes('TimeoutError');
  return isLate ? new SlackIsSlow(error) : error;
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

async function updateModal(
  surface: { viewId: string; home?: unknown },
  reply: Reply,
  where: Where,
  presenting: Presenting,
) {
  const client = await presenting.clients.prompt(where.installationId);
  const view = modalOf(reply, surface.home);
  if (reply.replaces) await client.views.update({ view_id: surface.viewId, view });
  else await pushModal(surface.viewId, view, where, presenting);
}

/** On top of the modal that a person looks at; where Slack piles no more, in its place. */
async function pushModal(viewId: string, view: ModalView, where: Where, presenting: Presenting): Promise<void> {
  const client = await presenting.clients.prompt(where.installationId);
  await client.views.push({ trigger_id: where.triggerId, view }).catch(async (error: unknown) => {
    if (!(error instanceof webApi.WebAPIPlatformError && error.data.error === 'push_limit_reached')) throw error;
    await client.views.update({ view_id: viewId, view });
  });
}

/** Shows Home anew. */
async function publishHome(
  { visitor, publish }: Presenting,
  home: Omit<Parameters<PublishHome>[0], 'visitor'>,
): Promise<undefined> {
  await publish({ visitor, ...home });
  return undefined;
}

/** Sends a message to a response URL. */
async function respond(responseUrl: string, reply: Reply, { clients }: Presenting): Promise<undefined> {
  await clients.respond(responseUrl, {
    text: escaped(reply.sentence),
    blocks: reply.blocks,
    replace_original: reply.replaces,
    response_type: 'ephemeral',
  });
  return undefined;
}
