import { DatabaseAway } from './domain/refusal.ts';
import type { Figures, InteractionKind } from './figures.ts';
import { type Interaction, interact, newReference } from './interaction.ts';
import type { Log } from './log.ts';

/** Does the work of an interaction, and sees how it goes; `about` is logged with it. */
export type Watched = <T>(what: InteractionKind, work: () => Promise<T>, about?: object) => Promise<T>;

/** Gives an interaction its reference, times it, counts it, and logs a line of it without anything that a person typed. */
export function watchInteractions(log: Log, figures: Figures): Watched {
  return (what, work, about = {}) => {
    const began = performance.now();
    figures.interactionBegan();
    const interaction: Interaction = { reference: newReference(), outcome: 'done' };
    return interact(interaction, async () => {
      try {
        return await work();
      } catch (error) {
        interaction.outcome = error instanceof DatabaseAway ? 'away' : 'failed';
        throw error;
      } finally {
        const milliseconds = Math.round(performance.now() - began);
        const { outcome } = interaction;
        figures.interactionEnded({ ...what, outcome, seconds: milliseconds / 1000 });
        log.info('interaction', { ...what, outcome, milliseconds, ...about });
      }
    });
  };
}
