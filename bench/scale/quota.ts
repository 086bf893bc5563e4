import { readFileSync } from 'node:fs';

/** How often it is looked at, and how much unspent time a process may save up. */
const lookMilliseconds = 2;
const mostSavedMilliseconds = 20;

/** What the main thread has had of a processor, in milliseconds, to the nanosecond. */
function spentBy(pid: number): number {
  const [nanoseconds = ''] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
  return Number(nanoseconds) / 1e6;
}

/**
 * Gives each of these processes this share of a processor and no more, as a container with a quota has: where it has
 * spent what it has been given so far, it is stopped. Returns what lets them all run freely.
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
      if (mustStop !== one.isStopped) process.kill(one.pid, mustStop ? 'SIGSTOP' : 'SIGCONT');
      one.isStopped = mustStop;
    }
  }

  const timer = setInterval(look, lookMilliseconds);
  // A process that is stopped couldn't be ended, either.
  const goOn = () => {
    for (const { pid } of processes) process.kill(pid, 'SIGCONT');
  };
  process.once('exit', goOn);
  return () => {
    clearInterval(timer);
    process.off('exit', goOn);
    goOn();
  };
}
