import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Actor, slackUserKey, type Visitor } from '../domain/actor.ts';
import type { Clients } from './clients.ts';
import { inTime } from './in-time.ts';
import type { Routes } from './routes.ts';
import type { HomeView } from './types.ts';

/** Nobody waits longer for a Home of theirs that is under way: Slack or the database may hang (S4). */
const patienceMilliseconds = 500;

interface Wanted {
  visitor: Visitor;
  /** As the view carries it; undefined: as its defaults have it. */
  state: unknown;
  /** What was done, or why not. */
  notice?: string | undefined;
  /** Which view is there now, as Slack tells it. */
  shown?: string | undefined;
}

interface Waiting {
  wanted: Wanted;
  published: Promise<void>;
}

/** Names a view by what is in it; it travels as the view's `callback_id`. */
const nameOf = (view: HomeView) => createHash('sha256').update(JSON.stringify(view)).digest('base64url');

/**
 * Publishes Homes, unless the very view is there already. Each person's come one after another, so that an older one
 * never covers a newer; of a burst, what comes while one is under way is published once, as it was asked for last.
 */
export function homes(
  { clients, routes }: { clients: Clients; routes: Routes },
  actorOf: (visitor: Visitor) => Promise<Actor | undefined>,
) {
  const underWay = new Map<string, Promise<void>>();
  const waiting = new Map<string, Waiting>();

  async function show({ visitor, state, notice, shown }: Wanted): Promise<void> {
    const view = await inTime(async () => routes.showHome()((await actorOf(visitor)) ?? visitor, state, notice));
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

  /** Shows somebody's Home anew. @throws DatabaseAway, and what Slack refuses */
  return function publish(wanted: Wanted): Promise<void> {
    const key = slackUserKey(wanted.visitor);
    const next = waiting.get(key);
    if (next) {
      next.wanted = { ...wanted, notice: wanted.notice ?? next.wanted.notice };
      return next.published;
    }
    const one: Waiting = { wanted, published: Promise.resolve() };
    waiting.set(key, one);
    one.published = after(key, underWay.get(key), one);
    underWay.set(key, one.published);
    const done = () => {
      if (underWay.get(key) === one.published) underWay.delete(key);
    };
    one.published.then(done, done);
    return one.published;
  };
}

export type PublishHome = ReturnType<typeof homes>;
