import type { Actor } from '../../domain/actor.ts';
import type { Services } from '../../services/services.ts';
import type { Clients } from '../clients.ts';
import { lastPerson, lastWord, typed } from '../input.ts';
import { personNaming } from '../whom.ts';

/** Finds out which group a command means, and whom. */
export function groupNaming({ groups }: Pick<Services, 'groups'>, clients: Clients) {
  const whomOf = personNaming(clients);

  /** GROUP @person, either of which may be left out; the last word of what names no group is a username without its @. */
  async function groupAndPerson(actor: Actor, rest: string) {
    const { before, person } = lastPerson(rest);
    const { before: shorter, last } = lastWord(before);
    if (person || !shorter)
      return { ...(await groups.named(actor, typed(before))), whom: person && (await whomOf(actor, person)) };
    const { by, ...named } = await groups.named(actor, typed(before), typed(shorter));
    return { ...named, whom: by === typed(before) ? undefined : await whomOf(actor, { username: typed(last) }) };
  }

  return { whomOf, groupAndPerson };
}
