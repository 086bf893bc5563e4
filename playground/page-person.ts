import { setImmediate as nextTurn } from 'node:timers/promises';
import { createPerson, type Person } from './person.ts';
import type { SimulatedSlack } from './slack.ts';
import type { Wire } from './wire.ts';

const nothing = { kind: 'nothing' };

/**
 * Somebody for one act of the page. `does` gives what came of it, or nothing once the bot has acknowledged: what the bot
 * shows after that comes to the page by itself, and waiting for it would hold one of a browser's six connections. Only
 * Home is waited for, which an app is asked for once.
 */
export function pagePerson(slack: SimulatedSlack, name: string, teamId?: string) {
  const { profile, teamId: team } = slack.person(name, teamId);
  let acknowledge = () => {};
  const acknowledged = new Promise<void>((resolve) => {
    acknowledge = resolve;
  });
  const wire: Wire = {
    ...{ state: slack.state, manifest: slack.manifest, base: slack.base },
    deliver: (...given) => slack.deliver(...given).finally(acknowledge),
    tell: slack.tell,
  };
  const person = createPerson(wire, slack.state.workspace(team), profile);
  return {
    person,
    does: (act: (person: Person) => Promise<unknown>): Promise<unknown> =>
      // What the acknowledgement itself shows is there within this turn.
      Promise.race([act(person), acknowledged.then(() => nextTurn(nothing))]),
  };
}
