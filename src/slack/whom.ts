import { z } from 'zod';
import type { Actor } from '../domain/actor.ts';
import { Refusal } from '../domain/refusal.ts';
import { paragraph } from './blocks.ts';
import type { Clients } from './clients.ts';
import type { MentionOrName } from './input.ts';
import { mentions } from './mention.ts';
import { type Field, textField } from './modals.ts';
import type { KnownBlock } from './types.ts';

/** Whom a command named; a form that asks for what else it lacked carries them. */
export const whom = z.union([
  z.object({ exact: z.string() }),
  z.object({ slackUser: z.object({ teamId: z.string(), userId: z.string() }) }),
]);
export type Whom = z.output<typeof whom>;

/** Finds out whom a mention or a name means. */
export function personNaming(clients: Clients) {
  const mentioned = mentions(clients);
  return async function whomOf(actor: Actor, { userId, username }: MentionOrName): Promise<Whom> {
    return userId ? { slackUser: await mentioned(actor, userId) } : { exact: username ?? '' };
  };
}

/** Says whom a form is about that needn't ask. */
export function aboutWhom(one: Whom | undefined): KnownBlock[] {
  if (!one) return [];
  return [paragraph([`Person: `, 'slackUser' in one ? { userId: one.slackUser.userId } : one.exact])];
}

/** Asks for a person who wasn't named. */
export function personField(one: Whom | undefined): Field[] {
  return one ? [] : [textField('person', 'Person', { most: 254, hint: 'Their username, such as grace.' })];
}

/** Who was named before, or is typed now. */
export function whomTyped(named: Whom | undefined, person: string): Whom {
  if (named) return named;
  const exact = person.trim();
  if (exact === '') throw new Refusal('Type a username.', 'person');
  return { exact };
}
