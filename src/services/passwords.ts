import type { Stores } from '../db/connect.ts';
import { slackUserKey, type Visitor } from '../domain/actor.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Hashing } from './hashing.ts';

/** Checks passwords, and counts wrong ones for the account and for the Slack user (A4). */
export function passwords(stores: Stores, hash: Hashing) {
  async function mustHaveTriesLeft(keys: string[]) {
    const minutes = await Promise.all(keys.map((key) => stores.passwordTries.take(key)));
    const longest = Math.max(0, ...minutes.map((left) => left ?? 0));
    if (longest > 0)
      throw new Refusal(
        `Too many wrong passwords. Try again in ${longest} ${longest === 1 ? 'minute' : 'minutes'}.`,
        'password',
      );
  }

  return {
    /**
     * Whether the password is the account's. `accountKey` counts tries where no such account exists, too.
     * @throws Refusal after five wrong ones within 15 minutes
     */
    async right(
      visitor: Visitor,
      accountKey: string,
      accountId: string | undefined,
      password: string,
    ): Promise<boolean> {
      hash.mustHaveRoom(visitor.delivery.deadline);
      const keys = [`account ${accountKey}`, `slack ${slackUserKey(visitor)}`];
      await mustHaveTriesLeft(keys);
      const stored = accountId ? await stores.accounts.passwordHash(accountId) : undefined;
      const giveBack = () => Promise.all(keys.map((key) => stores.passwordTries.giveBack(key)));
      const same = await hash.matches(password, stored, visitor.delivery.deadline).catch(async (error: unknown) => {
        await giveBack();
        throw error;
      });
      if (same) await giveBack();
      return same;
    },
  };
}

export type Passwords = ReturnType<typeof passwords>;
