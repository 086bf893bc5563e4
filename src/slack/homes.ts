import { setTimeout as wait } from 'node:timers/promises';
import { type Actor, slackUserKey, type Visitor } from '../domain/actor.ts';
import type { Clients } from './clients.ts';
import { inTime } from './in-time.ts';
import type { Routes } from './routes.ts';

/** Nobody waits longer for a Home of theirs that is under way: Slack or the database may hang (S4). */
const patienceMilliseconds = 500;

interface Wanted {
  visitor: Visitor;
  /** As the view carries it; undefined: as its defaults have it. */
  state: unknown;
  /** What was done, or why not. */
  notice: string | undefined;
}

interface Waiting {
  wanted: Wanted;
  published: Promise<void>;
}

/**
 * Publishes Homes. Each person's come one after another, so that an older one never covers a newer; of a burst, what
 * comes while one is under way is published once, as it was asked for last.
 */
export function homes(
  { clients, routes }: { clients: Clients; routes: Routes },
  actorOf: (visitor: Visitor) => Promise<Actor | undefined>,
) {
  const underWay = new Map<string, Promise<void>>();
  const waiting = new Map<string, Waiting>();

  async function show({ visitor, state, notice }: Wanted): Promise<void> {
    const view = await inTime(async () => routes.showHome()((await actorOf(visitor)) ?? visitor, state, notice));
    const client = await clients.prompt(visitor.installationId);
    await client.views.publish({ user_id: visitor.userId, view });
  }

  async function after(key: string, before: Promise<void> | undefined, one: Waiting): Promise<void> {
    if (before)
      await Promise.race([before.catch(() => undefined), wait(patienceMilliseconds, undefined, { ref: false })]);
    waiting.delete(key);
    await show(one.wanted);
  }

  /** Shows somebody's Home anew. @throws DatabaseAway, and what Slack refuses */
  return function publish(visitor: Visitor, state: unknown, notice?: string): Promise<void> {
    const key = slackUserKey(visitor);
    const next = waiting.get(key);
    if (next) {
      next.wanted = { visitor, state, notice: notice ?? next.wanted.notice };
      return next.published;
    }
    const one: Waiting = { wanted: { visitor, state, notice }, published: Promise.resolve() };
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
