import { Worker } from 'node:worker_threads';

/** A password to hash, or to compare with a hash. */
export interface PasswordJob {
  password: string;
  cost: number;
  against?: string;
}

/** 0 is everybody's, 19 the least. At 5 it gets a third of what another thread does that wants the same core. */
const niceness = 5;

interface Answer {
  id: number;
  result?: string | boolean;
  error?: unknown;
}

/**
 * The thread's whole program, which goes there as text and sees nothing of this file. On Linux a thread has a niceness
 * of its own: hashing takes what the bot, and a database beside it, leave over.
 */
function program() {
  const { parentPort, workerData } = require('node:worker_threads') as typeof import('node:worker_threads');
  const { createRequire } = require('node:module') as typeof import('node:module');
  const { setPriority } = require('node:os') as typeof import('node:os');
  const { hashSync, compareSync } = createRequire(workerData.from)('bcrypt') as typeof import('bcrypt');
  try {
    if (process.platform === 'linux') setPriority(workerData.niceness);
  } catch {
    // The whole process runs with more of it already, or isn't allowed to.
  }
  parentPort?.on('message', ({ id, password, cost, against }: PasswordJob & { id: number }) => {
    try {
      const result = against === undefined ? hashSync(password, cost) : compareSync(password, against);
      parentPort?.postMessage({ id, result });
    } catch (error) {
      parentPort?.postMessage({ id, error });
    }
  });
}

/** A thread that works on passwords, one after another. It starts with the first, and again after it has failed. */
export function hashingThread() {
  let thread: Worker | undefined;
  let count = 0;
  const asked = new Map<number, { resolve: (result: never) => void; reject: (error: unknown) => void }>();

  function start(): Worker {
    const workerData = { from: import.meta.url, niceness };
    const started = new Worker(`(${program.toString()})()`, { eval: true, execArgv: [], workerData });
    started.unref();
    started.on('message', ({ id, result, error }: Answer) => {
      if (error === undefined) asked.get(id)?.resolve(result as never);
      else asked.get(id)?.reject(error);
      asked.delete(id);
    });
    started.on('error', (error) => ended(started, error));
    started.on('exit', () => ended(started, new Error('the thread for passwords has ended')));
    return started;
  }

  function ended(one: Worker, error: unknown) {
    if (thread !== one) return;
    thread = undefined;
    for (const { reject } of asked.values()) reject(error);
    asked.clear();
  }

  return {
    /** Without `against` a hash of the password, else whether it is that hash's password. */
    run<T extends string | boolean>(job: PasswordJob): Promise<T> {
      thread ??= start();
      const id = count++;
      thread.postMessage({ id, ...job });
      return new Promise((resolve, reject) => asked.set(id, { resolve, reject }));
    },
    async stop() {
      await thread?.terminate();
    },
  };
}
