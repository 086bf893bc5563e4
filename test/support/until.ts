import { setTimeout as wait } from 'node:timers/promises';

/**
 * Waits for what happens in the background, with patience for the busiest machine, but not until a lease ends (60 s): what
 * comes only then has gone wrong before.
 */
export async function until(done: () => Promise<boolean> | boolean, milliseconds = 50_000): Promise<void> {
  const late = performance.now() + milliseconds;
  while (!(await done())) {
    if (performance.now() > late) throw new Error(`not so within ${milliseconds} ms: ${String(done)}`);
    await wait(50);
  }
}
