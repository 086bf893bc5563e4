import type { Change } from '../db/record.ts';
import type { Stores } from '../db/stores.ts';
import type { SlackUser } from '../domain/actor.ts';
import type { NewLetter } from '../domain/letter.ts';

export type LetterText = Omit<NewLetter, 'kind'> & Partial<Pick<NewLetter, 'kind'>>;

/** Messages to people, written in the change they tell of and delivered after it (the outbox). */
export function letters(stores: Stores) {
  /** Workspaces that uninstalled the app, or that their organisation took it away from. */
  async function goneFrom(teamIds: readonly string[]): Promise<Set<string>> {
    const [uninstalled, revoked] = await Promise.all([
      stores.installations.uninstalledOf(teamIds),
      stores.workspaces.revokedOf(teamIds),
    ]);
    return new Set([...uninstalled, ...revoked]);
  }

  return {
    /**
     * Where a person is written to: in the given workspace if they are there, else where they signed up first; where the
     * app is gone from there, and what came from there isn't swept yet, somewhere else if they are there.
     */
    async to(accountId: string, teamId: string): Promise<SlackUser | undefined> {
      const identities = await stores.identities.ofAccount(accountId);
      const gone = identities.length > 1 ? await goneFrom(identities.map((identity) => identity.teamId)) : new Set();
      const reachable = identities.filter((identity) => !gone.has(identity.teamId));
      const choices = reachable.length > 0 ? reachable : identities;
      const chosen = choices.find((identity) => identity.teamId === teamId) ?? choices.at(0);
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
