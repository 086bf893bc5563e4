import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** That each part of `npm run bench` runs, small; no times, which say nothing here. */

const program = join(__dirname, '../../dist/bench/main.js');

interface Figures {
  objections: string[];
  unmeasured: string[];
  memory: { workspaces: number; samples: { interactions: number }[] }[];
}

/** What a part has written, and what it has said. */
async function run(part: string): Promise<{ said: string; figures: Figures }> {
  const folder = await temporaryFolder();
  try {
    const child = spawn(process.execPath, [program, part, '--small'], { cwd: folder.path });
    const said: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(String(chunk)));
    child.stderr.on('data', (chunk: Buffer) => said.push(String(chunk)));
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(said.join(''));
    const figures = JSON.parse(await readFile(join(folder.path, `bench/results/${part}.json`), 'utf8'));
    return { said: said.join(''), figures };
  } finally {
    await folder.remove();
  }
}

test('floor', async () => {
  const { said } = await run('floor');
  expect(said).toMatch(/to be reached/);
});

test('growth: every listener has a row, and no query looks at more than it must', async () => {
  const { said, figures } = await run('growth');
  expect(said).toMatch(/to be reached/);
  expect(figures.objections).toEqual([]);
  // They take the app away from a workspace, or give it back, for which there is no row.
  expect(figures.unmeasured).toEqual([
    'event app_uninstalled',
    'event tokens_revoked',
    'event team_access_revoked',
    'event team_access_granted',
  ]);
});

test('scale: processes, workspaces and starts', async () => {
  const { said, figures } = await run('scale');
  expect(said).toMatch(/to be reached/);
  expect(figures.memory.map(({ workspaces }) => workspaces)).toEqual([1, 10]);
});
