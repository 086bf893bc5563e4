import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rename, stat } from 'node:fs/promises';

export interface MongodProcess {
  pid: number;
  /** Its exit code, once it is gone. */
  exited: Promise<number>;
  /** Shuts it down cleanly; resolves when it is gone. */
  stop(): Promise<void>;
  /** What it has logged since it was started. */
  said(): Promise<string>;
}

const largestLog = 16 * 1024 * 1024;

/**
 * A small process of its own keeps mongod and stops it when the pipe from the bot closes: so mongod never outlives the
 * bot, however that ends. Signals meant for the bot (Ctrl-C in its terminal) don't reach the two before it is done.
 */
const guard = `
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  const [program, ...rest] = process.argv.slice(1);
  const mongod = require('node:child_process').spawn(program, rest, { stdio: ['ignore', 2, 2] });
  mongod.on('error', (error) => { console.error(String(error)); process.exit(127); });
  mongod.on('exit', (code) => process.exit(code ?? 1));
  process.stdout.on('error', () => {});
  process.stdout.write(String(mongod.pid ?? 0) + '\\n');
  const stop = () => { mongod.kill('SIGTERM'); setTimeout(() => mongod.kill('SIGKILL'), 8000).unref(); };
  process.stdin.on('end', stop).on('error', stop).resume();
`;

/** Runs mongod under its guard, everything it says in the file `log`. */
export async function runMongod(program: string, rest: string[], log: string): Promise<MongodProcess> {
  const output = await openLog(log);
  try {
    const { size: before } = await output.stat();
    const keeper = spawn(process.execPath, ['-e', guard, program, ...rest], {
      stdio: ['pipe', 'pipe', output.fd],
      detached: true,
    });
    const exited = new Promise<number>((resolve) => {
      keeper.once('exit', (code) => resolve(code ?? 1)).once('error', () => resolve(127));
    });
    const { stdin, stdout } = keeper;
    if (!stdin || !stdout) throw new Error('no pipe to the process that keeps mongod');
    stdin.on('error', () => undefined);
    const line = await Promise.race([once(stdout, 'data'), exited]);
    const stop = async () => {
      stdin.end();
      await exited;
    };
    const said = async () => (await readFile(log)).subarray(before).toString();
    return { pid: Array.isArray(line) ? Number(String(line[0])) : 0, exited, stop, said };
  } finally {
    await output.close();
  }
}

/** Kept between starts, but for what is older than the last full file. */
async function openLog(log: string) {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > largestLog) await rename(log, `${log}.1`);
  return open(log, 'a', 0o600);
}
