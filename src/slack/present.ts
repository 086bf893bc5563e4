import type { Actor, SlackUser, Visitor } from '../domain/actor.ts';
import type { Trouble } from '../services/explain.ts';
import { escaped, sentence } from './blocks.ts';
import type { Clients } from './clients.ts';
import { showing } from './elements.ts';
import type { Opening, Outcome, Reply } from './outcome.ts';
import { look, open } from './replies.ts';
import type { Routes } from './routes.ts';

/** Where a person is looking. `home`: the state of the Home that a modal was opened from, brought up to date behind it. */
export type Surface =
  | { kind: 'command' }
  | { kind: 'shortcut' }
  | { kind: 'message'; responseUrl: string }
  | { kind: 'modal'; viewId: string; home?: unknown }
  | { kind: 'form'; home?: unknown; fields: string[] }
  | { kind: 'home'; state: unknown };

export type Result = { outcome: Outcome } | { trouble: Trouble };

interface Presenting {
  clients: Clients;
  routes: Routes;
  visitor: Visitor;
  actorOf(visitor: Visitor): Promise<Actor | undefined>;
}

interface Where {
  user: SlackUser;
  triggerId: string;
  surface: Surface;
}

const responseUrlMilliseconds = 2000;

/** Shows a result where the person is looking; returns what the acknowledgement of a command or a form carries. */
export async function present(result: Result, where: Where, presenting: Presenting): Promise<unknown> {
  const { surface } = where;
  if ('trouble' in result) return presentTrouble(result.trouble, where, presenting);
  const { outcome } = result;
  if (outcome.kind === 'again') throw new Error('a request to do something again is not to be shown');
  if (outcome.kind === 'home') return publishHome(where, presenting, outcome.state);
  if (outcome.kind === 'modal') return openModal(outcome, where, presenting);

  switch (surface.kind) {
    case 'command':
      return { response_type: 'ephemeral', text: escaped(outcome.sentence), blocks: outcome.blocks };
    case 'message':
      return respond(surface.responseUrl, outcome, outcome.replaces);
    case 'shortcut':
      return openModal(open(showing(outcome.title, outcome.blocks)), where, presenting);
    case 'home':
      if (!outcome.replaces) return openModal(open(showing(outcome.title, outcome.blocks)), where, presenting);
      return publishHome(where, presenting, surface.state, outcome.sentence);
    case 'modal':
      await updateModal(surface, outcome, where, presenting);
      return surface.home ? publishHome(where, presenting, surface.home) : undefined;
    case 'form':
      if (!surface.home) return { response_action: 'update', view: showing(outcome.title, outcome.blocks) };
      await publishHome(where, presenting, surface.home, outcome.sentence);
      return { response_action: 'clear' };
  }
}

async function presentTrouble(trouble: Trouble, where: Where, presenting: Presenting): Promise<unknown> {
  const { surface } = where;
  const reply = look('Not done', trouble.sentence, [sentence(trouble.sentence)]);
  switch (surface.kind) {
    case 'form':
      if (surface.fields.length === 0) return { response_action: 'update', view: showing(reply.title, reply.blocks) };
      return { response_action: 'errors', errors: fieldErrors(trouble, surface.fields) };
    case 'home': {
      if (!trouble.away) return publishHome(where, presenting, surface.state, trouble.sentence);
      const view = {
        type: 'home' as const,
        blocks: reply.blocks,
        private_metadata: JSON.stringify(surface.state ?? {}),
      };
      const client = await presenting.clients.prompt(where.user.teamId);
      return void (await client.views.publish({ user_id: where.user.userId, view }));
    }
    case 'modal': {
      const client = await presenting.clients.prompt(where.user.teamId);
      return void (await client.views.push({ trigger_id: where.triggerId, view: showing(reply.title, reply.blocks) }));
    }
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
  const client = await presenting.clients.prompt(where.user.teamId);
  const options = { trigger_id: triggerId, view: marked };
  const shown = await (surface.kind === 'modal' ? client.views.push(options) : client.views.open(options));
  await opened?.({ viewId: shown.view?.id ?? '', home: home ? JSON.stringify(home) : undefined });
  return undefined;
}

/** The state of the Home that is behind what a person looks at; undefined where none is. */
function homeBehind(surface: Surface): unknown {
  if (surface.kind === 'home') return surface.state ?? {};
  return surface.kind === 'modal' || surface.kind === 'form' ? surface.home : undefined;
}

async function updateModal(
  surface: { viewId: string; home?: unknown },
  reply: Reply,
  where: Where,
  presenting: Presenting,
) {
  const client = await presenting.clients.prompt(where.user.teamId);
  const shown = showing(reply.title, reply.blocks);
  const view = { ...shown, private_metadata: JSON.stringify({ home: surface.home, payload: null }) };
  if (reply.replaces) await client.views.update({ view_id: surface.viewId, view });
  else await client.views.push({ trigger_id: where.triggerId, view });
}

/** Shows Home anew; `state` undefined: as its defaults have it. `notice` says what was done. */
async function publishHome(where: Where, presenting: Presenting, state: unknown, notice?: string): Promise<undefined> {
  const { visitor } = presenting;
  const actor = await presenting.actorOf(visitor);
  const view = await presenting.routes.showHome()(actor ?? visitor, state, notice);
  const client = await presenting.clients.prompt(where.user.teamId);
  await client.views.publish({ user_id: where.user.userId, view });
  return undefined;
}

/** Sends a message to a response URL, which takes five within 30 minutes. */
async function respond(responseUrl: string, reply: Reply, replaces: boolean): Promise<undefined> {
  const body = {
    text: escaped(reply.sentence),
    blocks: reply.blocks,
    replace_original: replaces,
    response_type: 'ephemeral',
  };
  const response = await fetch(responseUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(responseUrlMilliseconds),
  });
  if (!response.ok) throw new Error(`Slack took no answer at the response URL: ${response.status}`);
  return undefined;
}
