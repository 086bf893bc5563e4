import { setTimeout as wait } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Change } from './record.ts';

/**
 * A process keeps what nearly every interaction reads for so long: who a Slack user is, what people are called, a
 * project's name. No right is decided by it; guards and holds in the change itself do that.
 */
const keptMilliseconds = 1000;
const mostKept = 10_000;
/** A load that hangs isn't to hold up those who come later: who asks after so long loads anew. */
const sharedMilliseconds = 100;

type Found<T> = Map<string, T>;

interface Loading<T> {
  start: number;
  found: Promise<Found<T>>;
}

/**
 * What was found within the last `milliseconds`, by key, from the start of its load on: what is given is never older
 * than that. What isn't there isn't kept.
 */
function cacheOf<T extends object>(milliseconds: number) {
  const kept = new LRUCache<string, T>({ max: mostKept, ttl: milliseconds });
  const underWay = new Map<string, Loading<T>>();

  async function loadNow(keys: string[], load: (keys: string[]) => Promise<Found<T>>): Promise<Found<T>> {
    const mine = { start: performance.now(), found: load(keys) };
    for (const key of keys) underWay.set(key, mine);
    try {
      const found = await mine.found;
      for (const [key, one] of found) kept.set(key, one, { start: mine.start });
      return found;
    } finally {
      // Unless somebody has begun a later one meanwhile.
      for (const key of keys) if (underWay.get(key) === mine) underWay.delete(key);
    }
  }

  function underWayFor(key: string): Promise<Found<T>> | undefined {
    const theirs = underWay.get(key);
    const isShared = theirs && performance.now() - theirs.start < Math.min(milliseconds, sharedMilliseconds);
    return isShared ? theirs.found : undefined;
  }

  /**
   * What is kept, and what `load` finds of the others: of many who ask for one at once, the first loads it for all.
   * Where that one finds nothing, or fails, each loads it themselves.
   */
  async function findAll(keys: readonly string[], load: (missing: string[]) => Promise<Found<T>>): Promise<Found<T>> {
    const all: Found<T> = new Map();
    const missing: string[] = [];
    const shared: [key: string, found: Promise<Found<T>>][] = [];
    for (const key of new Set(keys)) {
      const known = kept.get(key);
      const theirs = underWayFor(key);
      if (known) all.set(key, known);
      else if (theirs) shared.push([key, theirs]);
      else missing.push(key);
    }
    const loadMissing = async (some: string[]) => {
      for (const [key, one] of some.length > 0 ? await loadNow(some, load) : []) all.set(key, one);
    };
    const share = async () => {
      const lacking: string[] = [];
      for (const [key, found] of shared) {
        const one = (await found.catch(() => undefined))?.get(key);
        if (one) all.set(key, one);
        else lacking.push(key);
      }
      await loadMissing(lacking);
    };
    await Promise.all([loadMissing(missing), share()]);
    return all;
  }

  return {
    findAll,

    /** The same of one. */
    async find(key: string, load: () => Promise<T | undefined>): Promise<T | undefined> {
      const loadOne = async (): Promise<Found<T>> => {
        const one = await load();
        return new Map(one ? [[key, one]] : []);
      };
      return (await findAll([key], loadOne)).get(key);
    },
  };
}

/**
 * A change of what is kept is not told until no process has the old any more: whoever was told that something is gone
 * or renamed finds it so, whichever process they ask next.
 */
export function keeping(milliseconds = keptMilliseconds) {
  const outdating = new WeakSet<Change>();
  return {
    cache: <T extends object>() => cacheOf<T>(milliseconds),

    /** Marks a change, in whose course something changes that processes may keep. */
    outdates: (change: Change) => void outdating.add(change),

    /**
     * Resolves when what the change has outdated is nowhere kept any more, and at `until` (epoch milliseconds) in any
     * case: a change that was made is never told as one that perhaps was.
     */
    async settled(change: Change, until: number): Promise<void> {
      if (outdating.delete(change)) await wait(Math.max(0, Math.min(milliseconds, until - Date.now())));
    },
  };
}

export type Keeping = ReturnType<typeof keeping>;
