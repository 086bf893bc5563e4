import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Removes the folder when the pipe from the tests closes, after each mongod in it is gone. */
const cleaner = `
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  const { readdirSync, readFileSync, rmSync } = require('node:fs');
  const [folder] = process.argv.slice(1);
  const inUse = (data) => {
    try {
      const pid = Number(readFileSync(folder + '/' + data + '/mongod.lock', 'utf8'));
      return pid > 0 && process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const remove = () => readdirSync(folder).some(inUse) ? setTimeout(remove, 50) : rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.stdin.on('end', remove).on('error', remove).resume();
`;

export interface TemporaryFolder {
  path: string;
  remove(): Promise<void>;
}

/** A folder for a mongod, which is removed also when the tests are interrupted or killed. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'dibs-test-'));
  const child = spawn(process.execPath, ['-e', cleaner, path], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  const gone = once(child, 'exit');
  child.unref();
  (child.stdin as typeof child.stdin & { unref?(): void }).unref?.();
  return {
    path,
    async remove() {
      child.ref();
      child.stdin.end();
      await gone;
    },
  };
}
