import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Stores } from '../db/stores.ts';
import { isGivenUp, nextTry, Undelivered } from '../domain/letter.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Export, Sending, WrittenFile } from '../services/exports.ts';

type Asked = NonNullable<Awaited<ReturnType<Stores['exports']['lease']>>>;

interface Exporting {
  /** @throws Refusal where it isn't theirs any more */
  make(asked: Asked): Promise<Export>;
  send(to: Asked, files: WrittenFile[], sending: Sending): Promise<void>;
  /** Whether this person was shown the file. */
  isShown(to: Asked, fileId: string): Promise<boolean>;
  clock: () => Date;
  report: (error: unknown) => void;
}

const renewMilliseconds = 15_000;
/**
 * Slack may still carry out for so long what it was asked to show, though nobody waits for its answer any more: so long it
 * has to answer background calls. Before that it is of no use to look whether it did.
 */
const carriedOutMilliseconds = 10_000;

/** On the disk without a name there, so that nothing of it outlives the process, however that ends. */
async function unnamedFile(): Promise<{ written: FileHandle; read: FileHandle }> {
  const path = join(tmpdir(), `dibs-export-${randomUUID()}`);
  const written = await open(path, 'wx', 0o600);
  const read = await open(path, 'r');
  await rm(path);
  return { written, read };
}

/**
 * Makes one export that is due and sends it; false where none is. It is written to files first, since Slack wants to
 * know their lengths. Stopped or failed, it is made anew, unless Slack shows it already.
 */
export function exportDelivery(stores: Stores, { make, send, isShown, clock, report }: Exporting) {
  async function makeAndSend(asked: Asked, { willShow, signal }: Sending): Promise<void> {
    const opened: FileHandle[] = [];
    try {
      const made: WrittenFile[] = [];
      const { files, lookAgain } = await make(asked);
      for (const { name, text } of files) {
        const { written, read } = await unnamedFile();
        opened.push(read);
        await pipeline(Readable.from(text), written.createWriteStream(), { signal });
        made.push({ name, bytes: (await read.stat()).size, content: () => read.createReadStream() });
      }
      const lookAndShow = async (fileId: string) => {
        await lookAgain();
        await willShow(fileId);
      };
      await send(asked, made, { willShow: lookAndShow, signal });
    } finally {
      await Promise.all(opened.map((file) => file.close()));
    }
  }

  /** There will be no export: the person is told why. */
  async function end(asked: Asked, sentence: string) {
    const { _id, teamId, userId } = asked;
    const delivery = { key: `export ${_id}`, deadline: Date.now() + renewMilliseconds };
    await stores.deliveries.once(delivery, 'end', async (change) => {
      await stores.outbox.add([{ teamId, userId, kind: 'notice', sentence }], clock(), change);
      await stores.exports.remove(_id, change);
    });
  }

  async function settle(asked: Asked, error: unknown) {
    const now = clock();
    const { message: why, means } = error instanceof Undelivered ? error : new Undelivered('its log says why', {});
    if (!means.early) report(error);
    if (means.final) return end(asked, `Slack took no export from Dibs (${why}). Tell whoever runs it here.`);
    if (isGivenUp(asked, now))
      return end(asked, `No export could be made for a day (${why}). Tell whoever runs it here.`);
    await stores.exports.postpone(asked._id, means.notBefore ?? nextTry(asked.attempts, now));
  }

  return async function deliverNext(stopping: AbortSignal): Promise<boolean> {
    const asked = await stores.exports.lease(clock());
    if (!asked) return false;
    const renew = () => void stores.exports.renew(asked._id, clock()).catch(report);
    const holding = setInterval(renew, renewMilliseconds);
    let maybeShown = false;
    const willShow = async (fileId: string) => {
      maybeShown = true;
      await stores.exports.willShow(asked._id, fileId);
    };
    try {
      const isSent = asked.fileId !== undefined && (await isShown(asked, asked.fileId));
      if (!isSent) await makeAndSend(asked, { willShow, signal: stopping });
      await stores.exports.remove(asked._id);
    } catch (error) {
      const dueAt = new Date(clock().getTime() + (maybeShown ? carriedOutMilliseconds : 0));
      if (stopping.aborted) await stores.exports.postpone(asked._id, dueAt);
      else if (error instanceof Refusal) await end(asked, error.message);
      else await settle(asked, error);
    } finally {
      clearInterval(holding);
    }
    return true;
  };
}
