import type { Stores } from '../db/stores.ts';
import type { SlackUser } from '../domain/actor.ts';
import type { NewLetter } from '../domain/letter.ts';

type Change = Parameters<Stores['outbox']['add']>[2];
export type LetterText = Omit<NewLetter, 'kind'> & Partial<Pick<NewLetter, 'kind'>>;

/** Messages to people, written in the change they tell of and delivered after it (the outbox). */
export function letters(stores: Stores) {
  return {
    /** Where a person is written to: in the given workspace if they are there, else where they signed up first. */
    async to(accountId: string, teamId: string): Promise<SlackUser | undefined> {
      const identities = await stores.identities.ofAccount(accountId);
      const chosen = identities.find((identity) => identity.teamId === teamId) ?? identities.at(0);
      return chosen && { teamId: chosen.teamId, userId: chosen.userId };
    },

    async write(texts: readonly LetterText[], now: Date, change: Change) {
      await stores.outbox.add(
        texts.map((text) => ({ kind: 'notice', ...text })),
        now,
        change,
      );
    },
  };
}

export type Letters = ReturnType<typeof letters>;
