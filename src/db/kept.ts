import { setTimeout as wait } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Change } from './record.ts';

/**
 * A process keeps what nearly every interaction reads for so long: who a Slack user is, what people are called, a
 * project's name. No right is decided by it; guards and holds in the change itself do that.
 */
const keptMilliseconds = 1000;
const mostKept = 10_000;
/** A load that hangs isn't to hold up those who come later: who asks after so long loads anew, who asks before waits with it. */
const sharedMilliseconds = 100;

type ByKey<T> = Map<string, T>;
/** What is there of these keys. */
type Load<T> = (keys: readonly string[]) => Promise<ByKey<T>>;

interface Loading<T> {
  start: number;
  loaded: Promise<ByKey<T>>;
}

/**
 * What was found within the last `milliseconds`, by key, from the start of its load on: what is given was never older
 * than that when it was asked for. What isn't there isn't kept.
 */
function cacheOf<T extends object>(milliseconds: number) {
  // By the clock each time: else a thing is kept for as much longer as the process is busy.
  const kept = new LRUCache<string, T>({ max: mostKept, ttl: milliseconds, ttlResolution: 0 });
  const underWay = new Map<string, Loading<T>>();

  async function loadNow(keys: readonly string[], load: Load<T>): Promise<ByKey<T>> {
    if (keys.length === 0) return new Map();
    const mine = { start: performance.now(), loaded: load(keys) };
    for (const key of keys) underWay.set(key, mine);
    try {
      const loaded = await mine.loaded;
      for (const [key, value] of loaded) kept.set(key, value, { start: mine.start });
      return loaded;
    } finally {
      // Unless somebody has begun a later one meanwhile.
      for (const key of keys) if (underWay.get(key) === mine) underWay.delete(key);
    }
  }

  function underWayFor(key: string): Promise<ByKey<T>> | undefined {
    const theirs = underWay.get(key);
    const isShared = theirs && performance.now() - theirs.start < Math.min(milliseconds, sharedMilliseconds);
    return isShared ? theirs.loaded : undefined;
  }

  /**
   * What is kept, and what `load` finds of the others: of many who ask for one at once, the first loads it for all. What
   * that load doesn't bring, each loads anew: it may have come to be since that load began.
   */
  async function findAll(keys: readonly string[], load: Load<T>): Promise<ByKey<T>> {
    const all: ByKey<T> = new Map();
    const missing: string[] = [];
    const shared: [key: string, loaded: Promise<ByKey<T>>][] = [];
    for (const key of new Set(keys)) {
      const value = kept.get(key);
      const theirs = underWayFor(key);
      if (value) all.set(key, value);
      else if (theirs) shared.push([key, theirs]);
      else missing.push(key);
    }
    // Nearly always so: 1 to 2 µs, where all that follows makes it 7.
    if (missing.length === 0 && shared.length === 0) return all;
    const addLoaded = async (some: readonly string[]) => {
      for (const [key, value] of await loadNow(some, load)) all.set(key, value);
    };
    const addShared = async () => {
      const lacking: string[] = [];
      for (const [key, loaded] of shared) {
        const value = (await loaded.catch(() => undefined))?.get(key);
        if (value) all.set(key, value);
        else lacking.push(key);
      }
      await addLoaded(lacking);
    };
    await Promise.all([addLoaded(missing), addShared()]);
    return all;
  }

  return {
    findAll,

    /** The same, for one key. */
    async find(key: string, load: () => Promise<T | undefined>): Promise<T | undefined> {
      const loadOne = async (): Promise<ByKey<T>> => {
        const value = await load();
        return new Map(value ? [[key, value]] : []);
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
