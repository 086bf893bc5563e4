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

type Load<T> = () => Promise<T | undefined>;

interface Loading<T> {
  start: number;
  found: Promise<T | undefined>;
}

/**
 * What was found within the last `milliseconds`, by key, from the start of its load on: what is given is never older
 * than that. What isn't there isn't kept.
 */
function cacheOf<T extends object>(milliseconds: number) {
  const kept = new LRUCache<string, T>({ max: mostKept, ttl: milliseconds });
  const underWay = new Map<string, Loading<T>>();

  async function loadNow(key: string, load: Load<T>): Promise<T | undefined> {
    const mine = { start: performance.now(), found: load() };
    underWay.set(key, mine);
    try {
      const found = await mine.found;
      if (found) kept.set(key, found, { start: mine.start });
      return found;
    } finally {
      // Unless somebody has begun a later one meanwhile.
      if (underWay.get(key) === mine) underWay.delete(key);
    }
  }

  return {
    /**
     * What is kept, or else what `load` finds: of many who ask at once, the first loads it for all. Where that one finds
     * nothing, or fails, each loads it themselves.
     */
    async find(key: string, load: Load<T>): Promise<T | undefined> {
      const known = kept.get(key);
      if (known) return known;
      const theirs = underWay.get(key);
      const isShared = theirs && performance.now() - theirs.start < Math.min(milliseconds, sharedMilliseconds);
      const found = isShared ? await theirs.found.catch(() => undefined) : undefined;
      return found ?? loadNow(key, load);
    },

    /** Several at once: `load` finds those that aren't kept. */
    async findAll(keys: readonly string[], load: (missing: string[]) => Promise<Map<string, T>>) {
      const all = new Map<string, T>();
      const missing: string[] = [];
      for (const key of new Set(keys)) {
        const known = kept.get(key);
        if (known) all.set(key, known);
        else missing.push(key);
      }
      const start = performance.now();
      for (const [key, found] of missing.length > 0 ? await load(missing) : []) {
        kept.set(key, found, { start });
        all.set(key, found);
      }
      return all;
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
