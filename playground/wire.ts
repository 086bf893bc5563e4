import type { Answered, Delivery } from './delivery.ts';
import type { State } from './state.ts';

/** What a person needs of Slack: what it holds, and a way to the bot. */
export interface Wire {
  state: State;
  /** Where response URLs lead. */
  base: string;
  deliver(delivery: Delivery, url?: string): Promise<Answered>;
}
