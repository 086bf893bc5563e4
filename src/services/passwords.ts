import type { Stores } from '../db/stores.ts';
import { mostPasswordBytes } from '../domain/account.ts';
import { slackUserKey, type Visitor } from '../domain/actor.ts';
import { AlreadyDone, Refusal } from '../domain/refusal.ts';
import type { Hashing } from './hashing.ts';

/** Checks passwords, and counts wrong ones for the account and for the Slack user (A4). */
export function passwords(stores: Stores, hash: Hashing) {
  const inMinutes = (minutes: number) => `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;

  /** Nothing longer than bcrypt reads is right, though it begins with what is. */
  async function matches(accountId: string | undefined, password: string, deadline: number): Promise<boolean> {
    const stored = accountId ? await stores.accounts.passwordHash(accountId) : undefined;
    return (await hash.matches(password, stored, deadline)) && Buffer.byteLength(password) <= mostPasswordBytes;
  }

  return {
    /**
     * Whether the password, typed into `field`, is the account's. `accountKey` counts tries where no such account
     * exists, too. A try that was not a wrong password is given back, also one that came when too many were under way
     * at once: the same form a hundred times keeps nobody out.
     * @throws Refusal after five wrong ones within 15 minutes, or where it can't be done in time
     */
    async right(
      visitor: Visitor,
      accountKey: string,
      accountId: string | undefined,
      password: string,
      field: 'password' | 'currentPassword',
    ): Promise<boolean> {
      const { deadline } = visitor.delivery;
      hash.mustHaveRoom(deadline);
      const keys = [`account ${accountKey}`, `slack ${slackUserKey(visitor)}`];
      const minutes = await Promise.all(keys.map((key) => stores.passwordTries.take(key)));
      let wrong = false;
      try {
        const longest = Math.max(0, ...minutes.map((left) => left ?? 0));
        if (longest > 0) throw new Refusal(`Too many wrong passwords. Try again in ${inMinutes(longest)}.`, field);
        const same = await matches(accountId, password, deadline);
        // What comes again after it has changed the password itself is no try.
        if (!same && (await stores.deliveries.seen(visitor.delivery))) throw new AlreadyDone();
        wrong = !same;
        return same;
      } finally {
        if (!wrong) await Promise.all(keys.map((key) => stores.passwordTries.giveBack(key)));
      }
    },
  };
}

export type Passwords = ReturnType<typeof passwords>;
