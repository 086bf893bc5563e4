import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import type { SlackUser } from '../domain/actor.ts';
import type { Sending, WrittenFile } from '../services/exports.ts';
import type { BackgroundCalls } from './background.ts';
import { directMessages } from './direct-messages.ts';

/** An upload that makes no progress for so long has failed. */
const idleMilliseconds = 30_000;

/** Files in direct messages (scope files:write). Both @throw Undelivered where Slack says no, is unwell or hangs. */
export function fileSender({ call }: BackgroundCalls) {
  const direct = directMessages({ call });

  return {
    /** Whether a message shows this file: an earlier try may have come so far. */
    async isShown(to: SlackUser, fileId: string): Promise<boolean> {
      const message = await direct.posted(to, ({ files }) => files?.some(({ id }) => id === fileId) ?? false);
      return message !== undefined;
    },

    /**
     * Sends files in one message, and tells beforehand the id of one that it will show. When `signal` is aborted it waits
     * for Slack no longer. @throws also what an upload fails of, and what `willShow` throws
     */
    async send(to: SlackUser, files: WrittenFile[], comment: string, { willShow, signal }: Sending): Promise<void> {
      const { teamId } = to;
      signal.throwIfAborted();
      const stopped = rejectedBy(signal);
      const soon = <T>(call: Promise<T>) => Promise.race([call, stopped]);
      const channelId = await soon(direct.open(to));
      const uploaded: { id: string; title: string }[] = [];
      for (const written of files) {
        const { name } = written;
        const file = { filename: name, length: written.bytes };
        const asked = call(teamId, 'files.getUploadURLExternal', (client) => client.files.getUploadURLExternal(file));
        const { upload_url: url, file_id: id } = await soon(asked);
        await upload(url ?? '', written, signal);
        uploaded.push({ id: id ?? '', title: name });
      }
      const [first, ...others] = uploaded;
      if (!first) return;
      const shown = [first, ...others] as [typeof first];
      const message = { files: shown, channel_id: channelId, initial_comment: comment };
      await willShow(first.id);
      await soon(
        call(teamId, 'files.completeUploadExternal', (client) => client.files.completeUploadExternal(message)),
      );
    },
  };
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  stopped.catch(() => undefined);
  return stopped;
}

/** From the disk to Slack, never whole in memory. */
async function upload(url: string, { bytes, content }: WrittenFile, signal: AbortSignal): Promise<void> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  const headers = { 'content-type': 'application/octet-stream', 'content-length': bytes };
  const outgoing = request(url, { method: 'POST', headers, timeout: idleMilliseconds, signal });
  outgoing.on('timeout', () => outgoing.destroy(new Error('Slack took the file too slowly')));
  const answered = new Promise<number>((resolve, reject) => {
    outgoing.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    outgoing.on('error', reject);
  });
  await Promise.all([answered, pipeline(content(), outgoing)]);
  const status = await answered;
  if (status !== 200) throw new Error(`Slack took no file: ${status}`);
}
