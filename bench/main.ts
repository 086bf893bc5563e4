import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { floor } from './floor/floor.ts';
import { growth } from './growth/growth.ts';
import { memory } from './scale/memory.ts';
import { scale } from './scale/scale.ts';
import { soak } from './soak.ts';

/**
 * `npm run bench -- floor|growth|scale|memory|soak [--small]`: measures, prints a table and writes
 * bench/results/PART.json. Small shows only that it runs.
 */
const parts = {
  growth: (small: boolean) =>
    growth(
      small
        ? { tasks: [2000], warming: 1, interactions: 1 }
        : { tasks: [1000, 100_000, 1_000_000], warming: 4, interactions: 10 },
    ),
  floor: (small: boolean) =>
    floor(
      small
        ? { repetitions: 1, interactions: 10, atOnce: 4, crowd: 20 }
        : { repetitions: 5, interactions: 300, atOnce: 32, crowd: 1000 },
    ),
  scale: (small: boolean) =>
    scale(
      small
        ? {
            ...{ processes: [1, 2], atOnce: 4, claims: 40, repetitions: 1, workspaces: [1, 10] },
            ...{ interactions: 100, most: 200, starts: 1 },
          }
        : {
            ...{ processes: [1, 2, 4], atOnce: 32, claims: 900, repetitions: 5, workspaces: [1, 10, 1000] },
            ...{ interactions: 5000, most: 100_000, starts: 5 },
          },
    ),
  /** By hand: it takes as long as it takes. */
  memory: (small: boolean) =>
    memory({
      workspaces: [small ? 10 : 1000],
      atOnce: small ? 4 : 32,
      ...(small ? { interactions: 100, most: 200 } : { interactions: 5000, most: 100_000 }),
    }),
  /** By hand: it takes half an hour. */
  soak: (small: boolean) => (small ? soak(3, 2) : soak(30)),
};

const words = process.argv.slice(2);
const isSmall = words.includes('--small');
const named = words.filter((word) => word !== '--small');
const [cpu] = cpus();
const machine = {
  processor: `${cpus().length} × ${cpu?.model.trim()}`,
  memoryGibibytes: Math.round(totalmem() / 1024 ** 3),
  node: process.version,
  at: new Date().toISOString(),
};

// What was started goes with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

for (const name of named.length > 0 ? named : ['floor', 'growth', 'scale']) {
  const part = parts[name as keyof typeof parts];
  if (!part) throw new Error(`There is no part ${name}: ${Object.keys(parts).join(', ')} are there.`);
  const began = performance.now();
  const { text, ...figures } = await part(isSmall);
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(`\n${name}, ${machine.processor}, Node ${machine.node}, ${seconds} s\n\n${text}\n`);
  await mkdir('bench/results', { recursive: true });
  await writeFile(`bench/results/${name}.json`, `${JSON.stringify({ machine, seconds, ...figures }, undefined, 2)}\n`);
}
