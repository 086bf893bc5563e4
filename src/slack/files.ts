import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SlackUser } from '../domain/actor.ts';
import type { BackgroundCalls } from './background.ts';

interface LocalFile {
  name: string;
  bytes: number;
  content(): Readable;
}

/** An upload that makes no progress for so long has failed. */
const idleMilliseconds = 30_000;

/**
 * Sends files in one direct message (scope files:write). When `signal` is aborted it waits for Slack no longer.
 * @throws Undelivered where Slack doesn't take them, and what an upload fails of
 */
export function fileSender({ call }: BackgroundCalls) {
  return async function send({ teamId, userId }: SlackUser, files: LocalFile[], comment: string, signal: AbortSignal) {
    signal.throwIfAborted();
    const stopped = rejectedBy(signal);
    const soon = <T>(call: Promise<T>) => Promise.race([call, stopped]);
    const opening = call(teamId, 'conversations.open', (client) => client.conversations.open({ users: userId }));
    const { channel } = await soon(opening);
    const uploaded: { id: string; title: string }[] = [];
    for (const local of files) {
      const { name } = local;
      const file = { filename: name, length: local.bytes };
      const asked = call(teamId, 'files.getUploadURLExternal', (client) => client.files.getUploadURLExternal(file));
      const { upload_url: url, file_id: id } = await soon(asked);
      await upload(url ?? '', local, signal);
      uploaded.push({ id: id ?? '', title: name });
    }
    const [first, ...others] = uploaded;
    if (!first) return;
    const message = {
      files: [first, ...others] as [typeof first],
      channel_id: channel?.id ?? '',
      initial_comment: comment,
    };
    await soon(call(teamId, 'files.completeUploadExternal', (client) => client.files.completeUploadExternal(message)));
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
async function upload(url: string, { bytes, content }: LocalFile, signal: AbortSignal): Promise<void> {
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
