import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseAway } from '../domain/refusal.ts';

/** What is younger is taken as it is; what is older is asked for anew. */
const freshMilliseconds = 2000;
/** A database that doesn't answer by then isn't waited for. */
const patienceMilliseconds = 100;
/** And so long what is remembered stands in for it. */
const rememberedMilliseconds = 10 * 60_000;

interface Entry<T> {
  value: T;
  loadedAt: number;
  /** When it was loaded, or loading it failed or took too long. */
  triedAt: number;
}

/**
 * Remembers what was loaded, by key, so that a pause of the database isn't felt for minutes. Whatever else loading
 * throws is thrown, and what was remembered is forgotten.
 */
export function remembered<T>(load: (key: string) => Promise<T>, now: () => number = Date.now) {
  const entries = new Map<string, Entry<T>>();
  const loading = new Map<string, Promise<T>>();

  function loadOnce(key: string): Promise<T> {
    const underWay = loading.get(key);
    if (underWay) return underWay;
    const started = load(key).then(
      (value) => {
        // Forgotten meanwhile: what was loaded may be old.
        if (loading.get(key) === started) entries.set(key, { value, loadedAt: now(), triedAt: now() });
        return value;
      },
      (error: unknown) => {
        if (!(error instanceof DatabaseAway)) entries.delete(key);
        throw error;
      },
    );
    loading.set(key, started);
    const done = () => {
      if (loading.get(key) === started) loading.delete(key);
    };
    started.then(done, done);
    return started;
  }

  return {
    async get(key: string): Promise<T> {
      const entry = entries.get(key);
      if (!entry || now() - entry.loadedAt > rememberedMilliseconds) return loadOnce(key);
      if (now() - entry.triedAt < freshMilliseconds) return entry.value;
      entry.triedAt = now();
      const standIn = (error: unknown) => {
        if (error instanceof DatabaseAway) return entry.value;
        throw error;
      };
      return Promise.race([
        loadOnce(key).catch(standIn),
        wait(patienceMilliseconds, undefined, { ref: false }).then(() => entry.value),
      ]);
    },

    forget(key: string) {
      entries.delete(key);
      loading.delete(key);
    },
  };
}
