import { channelOf } from '../messages.ts';
import type { State } from '../state.ts';
import type { Workspace } from '../workspaces.ts';
import { type Arguments, type Method, no, type Result } from './result.ts';

interface Upload {
  id: string;
  teamId: string;
  name: string;
  bytes: number;
  text?: string;
}

const uploadPath = '/upload/';

/** Slack's way of taking files: an address for each, the bytes sent there, and then a message that carries them. */
export function createUploads(state: State, base: () => string) {
  const uploads = new Map<string, Upload>();

  function begin({ teamId }: Workspace, given: Arguments): Result {
    const bytes = Number(given['length']);
    if (!given['filename'] || !(bytes > 0)) return no('invalid_arguments');
    const id = state.unique('F');
    uploads.set(id, { id, teamId, name: String(given['filename']), bytes });
    return { ok: true, upload_url: `${base()}${uploadPath}${id}`, file_id: id };
  }

  function complete(workspace: Workspace, given: Arguments): Result {
    const { teamId, botUserId } = workspace;
    const channelId = channelOf(workspace, String(given['channel_id']));
    if (!channelId) return no('channel_not_found');
    const asked = (given['files'] as { id: string; title: string }[]).map(({ id }) => uploads.get(id));
    const files = asked.flatMap((one) => (one?.teamId === teamId && one.text !== undefined ? [one] : []));
    if (files.length < asked.length) return no('file_not_found');
    const text = String(given['initial_comment'] ?? '');
    const message = { ts: state.timestamp(), teamId, channelId, authorId: botUserId, text, blocks: [] };
    state.post({ ...message, files: files.map(({ id, name, text = '' }) => ({ id, name, text })) });
    return { ok: true, files: given['files'] };
  }

  const methods: Record<string, Method> = {
    'files.getUploadURLExternal': begin,
    'files.completeUploadExternal': complete,
  };
  return {
    methods,
    isUpload: (path: string) => path.startsWith(uploadPath),
    /** Takes what is sent to an address; returns the status. */
    take(path: string, body: string): number {
      const upload = uploads.get(path.slice(uploadPath.length));
      if (!upload || Buffer.byteLength(body) !== upload.bytes) return 400;
      upload.text = body;
      return 200;
    },
  };
}

export type Uploads = ReturnType<typeof createUploads>;
