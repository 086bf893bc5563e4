import type { Answered, Delivery } from './delivery.ts';
import type { Manifest } from './manifest.ts';
import type { State } from './state.ts';
import type { Workspace } from './workspaces.ts';

/** What a person needs of Slack: what it holds and knows of the app, and ways to the bot. */
export interface Wire {
  state: State;
  manifest: Manifest;
  /** Where response URLs lead. */
  base: string;
  deliver(delivery: Delivery, url?: string): Promise<Answered>;
  /** Tells the bot of an event, again where it isn't acknowledged; returns what the first attempt was answered. */
  tell(workspace: Workspace, event: Record<string, unknown>): { delivery: Delivery; answered: Promise<Answered> };
}
