import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Kept, State } from './state.ts';

/** Changes that come together are written together. */
const pauseMilliseconds = 300;

const blocks = z.array(z.looseObject({ type: z.string() }));
const fileSchema = z.object({
  version: z.literal(1),
  counter: z.number().int(),
  messages: z.array(
    z.object({
      ...{ ts: z.string(), teamId: z.string(), channelId: z.string(), authorId: z.string(), text: z.string(), blocks },
      files: z.array(z.object({ id: z.string(), name: z.string(), text: z.string() })).optional(),
      ...{ threadTs: z.string().optional(), alsoInChannel: z.boolean().optional(), edited: z.boolean().optional() },
    }),
  ),
  homes: z.array(z.object({ user: z.string(), view: z.looseObject({ id: z.string(), hash: z.string(), blocks }) })),
});

/**
 * Puts what was kept in `path` into the state, and keeps there what changes from now on. A file that can't be read is
 * set aside, which `report` is told in a sentence.
 */
export async function keepStateIn(path: string, state: State, report: (line: string) => void) {
  await mkdir(dirname(path), { recursive: true });
  const kept = await readKept(path, report);
  if (kept) state.keep(kept);

  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const write = () => {
    timer = undefined;
    const text = JSON.stringify({ version: 1, ...state.kept() });
    writing = writing
      .then(() => writeWhole(path, text))
      .catch((error: Error) => report(`The playground could not keep its messages in ${path}: ${error.message}`));
    return writing;
  };
  const stop = state.subscribe(() => {
    timer ??= setTimeout(() => void write(), pauseMilliseconds);
  });

  return {
    /** Writes what isn't written yet, and keeps no more. */
    async stop() {
      stop();
      clearTimeout(timer);
      await write();
    },
  };
}

async function readKept(path: string, report: (line: string) => void): Promise<Kept | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return fileSchema.parse(JSON.parse(text)) as unknown as Kept;
  } catch {
    const aside = `${path}.unreadable-${Date.now()}`;
    await rename(path, aside);
    report(
      `The playground's messages in ${path} can't be read. The file is now ${aside}, and the channels begin empty.`,
    );
    return undefined;
  }
}

/** A crash leaves the file as it was or as it shall be. */
async function writeWhole(path: string, text: string): Promise<void> {
  const next = `${path}.next`;
  await writeFile(next, text, { mode: 0o600 });
  await rename(next, path);
}
