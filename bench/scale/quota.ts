import { readFileSync } from 'node:fs';

/** How often it is looked at, and how much unspent time a process may save up. */
const lookMilliseconds = 2;
const mostSavedMilliseconds = 20;

/** What its main thread has had of a processor, in milliseconds. @throws Error where it has ended */
function spentBy(pid: number): number {
  try {
    const [nanoseconds = ''] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch (cause) {
    throw new Error('A bot has ended while it was measured', { cause });
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended; the others are signalled all the same.
  }
}

/**
 * Gives the main thread of each of these processes this share of a processor and no more, much as a container's quota
 * does: where it has spent what it has been given so far, the process is stopped. Returns what lets them all run freely.
 */
export function quota(pids: readonly number[], share: number): () => void {
  const processes = pids.map((pid) => ({ pid, given: spentBy(pid), isStopped: false }));
  let last = performance.now();

  function look() {
    const now = performance.now();
    const more = (now - last) * share;
    last = now;
    for (const one of processes) {
      const spent = spentBy(one.pid);
      one.given = Math.min(one.given + more, spent + mostSavedMilliseconds);
      const mustStop = spent >= one.given;
      if (mustStop !== one.isStopped) signal(one.pid, mustStop ? 'SIGSTOP' : 'SIGCONT');
      one.isStopped = mustStop;
    }
  }

  const timer = setInterval(look, lookMilliseconds);
  // A stopped process wouldn't take the signal that ends it, either.
  const goOn = () => {
    for (const { pid } of processes) signal(pid, 'SIGCONT');
  };
  process.once('exit', goOn);
  return () => {
    clearInterval(timer);
    process.off('exit', goOn);
    goOn();
  };
}
