import type { Refused } from '../block-kit/problems.ts';
import type { Workspace } from '../workspaces.ts';

export type Arguments = Record<string, unknown>;
export type Result = { ok: true; [key: string]: unknown } | { ok: false; error: string; [key: string]: unknown };
/** What one method does for the workspace whose token was given. */
export type Method = (workspace: Workspace, given: Arguments) => Result;

export const no = (error: string): Result => ({ ok: false, error });

/** A refusal of blocks or views, with its reasons as Slack gives them. */
export function refusal({ error, messages }: Refused): Result {
  if (messages.length === 0) return no(error);
  return {
    ok: false,
    error,
    errors: messages,
    response_metadata: { messages: messages.map((one) => `[ERROR] ${one}`) },
  };
}
