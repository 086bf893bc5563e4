import type { Actor, Visitor } from '../domain/actor.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Outcome, Request } from './outcome.ts';
import type { MessageInput, Route, Routes } from './routes.ts';
import { fromJson } from './surfaces.ts';
import { welcome } from './welcome.ts';

interface Dispatching {
  routes: Routes;
  /** Who a Slack user is here; undefined without an account. */
  actorOf(visitor: Visitor): Promise<Actor | undefined>;
}

/** Finds the handler of what somebody asks for, and runs it as who they are. Each refuses what is out of date. */
export function dispatcher({ routes, actorOf }: Dispatching) {
  /** Runs a route for whoever asks; a person without an account is welcomed where one is needed. */
  async function run<I>(visitor: Visitor, route: Route<I>, input: I, request: Request | undefined): Promise<Outcome> {
    const actor = await actorOf(visitor);
    const handle = route.handle as (who: Visitor, input: I) => Promise<Outcome>;
    if (route.audience === 'anyone')
      return again(visitor, await handle({ ...visitor, ...(actor ? { actor } : {}) } as Visitor, input));
    if (!actor) return welcome(request);
    return again(visitor, await handle(actor, input));
  }

  async function again(visitor: Visitor, outcome: Outcome): Promise<Outcome> {
    if (outcome.kind !== 'again') return outcome;
    const { request } = outcome;
    if (request.type === 'command') return command(visitor, request);
    if (request.type === 'button') return button(visitor, request);
    return shortcut(visitor, request.id, request.message);
  }

  function command(visitor: Visitor, request: Extract<Request, { type: 'command' }>) {
    const { route, rest } = routes.command(request.command, request.text);
    return run(visitor, route, { rest, channelId: request.channelId }, request);
  }

  function button(visitor: Visitor, request: Extract<Request, { type: 'button' }>) {
    const route = routes.button(request.id);
    const value = route?.schema.safeParse(fromJson(request.value));
    if (!route || !value?.success) throw new Refusal('That button is out of date. Ask for the list again.');
    return run(visitor, route, value.data, request);
  }

  function shortcut(visitor: Visitor, id: string, message: MessageInput | undefined) {
    const route = routes.shortcut(id);
    if (!route) throw new Refusal('That shortcut is out of date.');
    return run(visitor, route, message, { type: 'shortcut', id, message });
  }

  /** `carried`: what the form's metadata holds for it; `state`: what was typed and chosen. */
  function form(visitor: Visitor, id: string, carried: unknown, state: unknown) {
    const route = routes.form(id);
    const metadata = route?.metadata.safeParse(carried);
    if (!route || !metadata?.success) throw new Refusal('This form is out of date. Close it and open it again.');
    const values = route.schema.parse(state);
    const handle = (who: never) => route.handle(who, values, metadata.data);
    return run(visitor, { audience: route.audience, handle }, undefined, undefined);
  }

  return { command, button, shortcut, form };
}
