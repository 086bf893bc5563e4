import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { type Actor, slackUserKey, type Visitor } from '../domain/actor.ts';
import type { Clients } from './clients.ts';
import { type InTurn, inTime } from './in-time.ts';
import type { Routes } from './routes.ts';
import type { HomeView } from './types.ts';

/** Nobody waits longer for a Home of theirs that is under way: Slack or the database may hang (S4). */
const patienceMilliseconds = 500;
/** So long after the work's deadline Home is still made, so that it comes within 2.5 s (S4). */
const madeMilliseconds = 250;

export interface Wanted {
  visitor: Visitor;
  /** As the view carries it; undefined: as its defaults have it. */
  state: unknown;
  /** What was done, or why not. */
  notice?: string | undefined;
  /** Which view is there now, as Slack tells it. */
  shown?: string | undefined;
  /** In its place, where it can't be made. */
  instead?: HomeView | undefined;
}

interface Waiting {
  wanted: Wanted;
  published: Promise<void>;
}

/** Names a view by what is in it; it travels as the view's `callback_id`. */
const nameOf = (view: HomeView) => createHash('sha256').update(JSON.stringify(view)).digest('base64url');

/** Longer than any interaction takes. */
const rememberedMilliseconds = 10_000;
const mostRemembered = 10_000;

/**
 * Publishes Homes, unless the very view is there already. Each person's come one after another, so that an older one
 * never covers a newer; of a burst, what comes while one is under way is published once, as it was asked for last.
 */
export function homes(
  { clients, routes, inTurn }: { clients: Clients; routes: Routes; inTurn: InTurn },
  actorOf: (visitor: Visitor) => Promise<Actor | undefined>,
) {
  /** Of each person those that aren't settled, oldest first. */
  const underWay = new Map<string, Promise<void>[]>();
  const waiting = new Map<string, Waiting>();
  /** When the newest of a person was asked for. */
  const newest = new LRUCache<string, number>({ max: mostRemembered, ttl: rememberedMilliseconds });

  /** In what is left of the person's time: what was pressed in Home has taken some of it. */
  function made({ visitor, state, notice }: Wanted) {
    const milliseconds = visitor.delivery.deadline + madeMilliseconds - Date.now();
    const view = async () => routes.showHome()((await actorOf(visitor)) ?? visitor, state, notice);
    return inTime(view, { inTurn, milliseconds });
  }

  async function show(wanted: Wanted): Promise<void> {
    const { visitor, shown, instead } = wanted;
    const view = instead ?? (await made(wanted));
    const name = nameOf(view);
    if (name === shown) return;
    const client = await clients.prompt(visitor.installationId);
    await client.views.publish({ user_id: visitor.userId, view: { ...view, callback_id: name } });
  }

  async function after(key: string, before: Promise<void> | undefined, one: Waiting): Promise<void> {
    if (before)
      await Promise.race([before.catch(() => undefined), wait(patienceMilliseconds, undefined, { ref: false })]);
    waiting.delete(key);
    // What was there before the one under way isn't what is there now.
    await show(before ? { ...one.wanted, shown: undefined } : one.wanted);
  }

  function begin(key: string, wanted: Wanted): Promise<void> {
    const others = underWay.get(key) ?? [];
    const one: Waiting = { wanted, published: Promise.resolve() };
    waiting.set(key, one);
    one.published = after(key, others.at(-1), one);
    underWay.set(key, [...others, one.published]);
    const settled = () => {
      const left = underWay.get(key)?.filter((other) => other !== one.published) ?? [];
      if (left.length > 0) underWay.set(key, left);
      else underWay.delete(key);
    };
    one.published.then(settled, settled);
    return one.published;
  }

  /** Shows somebody's Home anew. @throws DatabaseAway, and what Slack refuses */
  return async function publish(wanted: Wanted): Promise<void> {
    const key = slackUserKey(wanted.visitor);
    const asked = wanted.visitor.now.getTime();
    const latest = newest.get(key) ?? 0;
    // That one couldn't be made says nothing of one that was asked for since.
    if (wanted.instead && asked < latest) return;
    newest.set(key, Math.max(asked, latest));
    const next = waiting.get(key);
    if (!next) return begin(key, wanted);
    next.wanted = { ...wanted, notice: wanted.notice ?? next.wanted.notice };
    return next.published;
  };
}

export type PublishHome = ReturnType<typeof homes>;
