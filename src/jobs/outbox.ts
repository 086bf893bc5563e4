import type { Stores } from '../db/connect.ts';

type Letter = NonNullable<Awaited<ReturnType<Stores['outbox']['lease']>>>;

/** Errors after which no other try would help: the person or the bot isn't there any more. */
const final =
  /channel_not_found|user_not_found|account_inactive|token_revoked|user_disabled|message_not_found|cant_update_message/;

/** Delivers one letter that is due; false where none is. A letter that can't be delivered now is tried again later. */
export function outboxDelivery(
  outbox: Stores['outbox'],
  deliver: (letter: Letter) => Promise<void>,
  clock: () => Date,
  report: (error: unknown) => void,
) {
  return async function deliverNext(): Promise<boolean> {
    const letter = await outbox.lease(clock());
    if (!letter) return false;
    try {
      await deliver(letter);
      await outbox.delivered(letter._id);
    } catch (error) {
      report(error);
      if (final.test(String(error))) await outbox.delivered(letter._id);
      else await outbox.postpone(letter, clock());
    }
    return true;
  };
}
