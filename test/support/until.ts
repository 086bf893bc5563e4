import { setTimeout as wait } from 'node:timers/promises';

/** Waits for what happens in the background; so patient that only what never comes fails, on the busiest machine. */
export async function until(done: () => Promise<boolean> | boolean, milliseconds = 60_000): Promise<void> {
  const late = performance.now() + milliseconds;
  while (!(await done())) {
    if (performance.now() > late) throw new Error(`not so within ${milliseconds} ms: ${String(done)}`);
    await wait(50);
  }
}
