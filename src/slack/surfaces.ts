import type { z } from 'zod';
import type { SlackUser } from '../domain/actor.ts';
import { modalMetadata } from './modals.ts';
import * as payloads from './payloads.ts';

/** Who asks whom, and where they are looking, read from Slack's payloads. */

/**
 * Where a person is looking. `home`: the state of the Home that a modal was opened from, brought up to date behind it;
 * `shown`: the name of the Home that is there (homes.ts), where Slack tells.
 */
export type Surface =
  | { kind: 'command' }
  | { kind: 'shortcut' }
  | { kind: 'message'; responseUrl: string }
  | { kind: 'modal'; viewId: string; home?: unknown }
  | { kind: 'form'; home?: unknown; fields: string[] }
  | { kind: 'home'; state: unknown; shown?: string | undefined };

/** Who is looking, by whose installation, and what lets a modal open there. */
export interface Where {
  user: SlackUser;
  installationId: string;
  triggerId: string;
  surface: Surface;
}

export const asked = (
  payload: Parameters<typeof payloads.installationAsked>[0],
): { user: SlackUser; installationId: string } => ({
  user: payloads.slackUser(payload),
  installationId: payloads.installationAsked(payload),
});

export function surfaceOf(payload: z.infer<typeof payloads.actionPayload>): Surface {
  const { view, response_url: responseUrl = '' } = payload;
  if (!view) return { kind: 'message', responseUrl };
  if (view.type === 'home') return { kind: 'home', state: fromJson(view.private_metadata) };
  return { kind: 'modal', viewId: view.id, home: metadataOf(view.private_metadata).home };
}

/** Nothing where it isn't what a modal of ours carries. */
export function metadataOf(text: string): Partial<z.infer<typeof modalMetadata>> {
  return modalMetadata.safeParse(fromJson(text)).data ?? {};
}

/** Undefined where it is no JSON. */
export function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
