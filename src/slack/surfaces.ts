import type { z } from 'zod';
import type { SlackUser } from '../domain/actor.ts';
import { modalMetadata } from './modals.ts';
import * as payloads from './payloads.ts';
import type { Surface } from './present.ts';

/** Who asks whom, and where they are looking, read from Slack's payloads. */

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
