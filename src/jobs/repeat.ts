import { setTimeout as wait } from 'node:timers/promises';

/**
 * Runs `work` again and again: at once while there is more, else after `idleMilliseconds`. Returns how to stop it; work
 * that takes long may look at `stopping`.
 */
export function repeat(
  work: (stopping: AbortSignal) => Promise<boolean>,
  idleMilliseconds: number,
  report: (error: unknown) => void,
) {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      const more = await work(stopping.signal).catch((error: unknown) => {
        report(error);
        return false;
      });
      if (!more) await wait(idleMilliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return async function stop() {
    stopping.abort();
    await running;
  };
}
