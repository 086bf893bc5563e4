import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** How an interaction ended: refused by a rule, without the database, with an error, or done before (S3). */
export type InteractionOutcome = 'done' | 'refused' | 'away' | 'overloaded' | 'failed' | 'repeated';

/** One thing that a person asked for, while it is worked on. */
export interface Interaction {
  /** Stands on each line that is logged meanwhile, and is what the person is told when all fails (S5). */
  readonly reference: string;
  outcome: InteractionOutcome;
}

const current = new AsyncLocalStorage<Interaction>();

export const newReference = () => randomBytes(4).toString('hex');

/** Runs `work` as one interaction, which all that it calls and awaits belongs to. */
export function interact<T>(interaction: Interaction, work: () => Promise<T>): Promise<T> {
  return current.run(interaction, work);
}

/** The interaction that the caller works on; undefined in background work. */
export const currentInteraction = (): Interaction | undefined => current.getStore();

/** Notes how the interaction under way ends; what is noted last counts. */
export function ends(outcome: InteractionOutcome): undefined {
  const interaction = current.getStore();
  if (interaction) interaction.outcome = outcome;
}
