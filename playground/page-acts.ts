import type { Block, View } from './blocks.ts';
import type { Person } from './person.ts';
import type { Message } from './state.ts';

/** What the page sends: one thing that the person does. */
export type Act =
  | { do: 'command'; text: string; channelId: string }
  | { do: 'say'; text: string; channelId: string }
  | { do: 'press'; on: Where; blockId: string; action: Record<string, unknown> }
  | { do: 'submit'; values: Record<string, string> }
  | { do: 'suggest'; actionId: string; text: string }
  | { do: 'close' }
  | { do: 'home' }
  | { do: 'shortcut'; id: string; channelId?: string; ts?: string };

interface Where {
  viewId?: string;
  channelId?: string;
  ts?: string;
}

/** Does it, and returns what the page needs to know at once; the rest it sees on the screen. */
export async function act(person: Person, what: Act): Promise<unknown> {
  switch (what.do) {
    case 'command':
      return brief(await person.command(what.text, { channelId: what.channelId }));
    case 'say':
      return void person.say(what.text, what.channelId);
    case 'press': {
      const surface = find(person, what.on);
      const block = surface?.blocks.find((one) => one.block_id === what.blockId);
      return surface && block
        ? brief(await person.act(surface, block as Block, what.action))
        : { kind: 'failed', text: 'It is gone.' };
    }
    case 'submit':
      return brief(await person.submit(what.values));
    case 'suggest':
      return person.suggest(what.actionId, what.text);
    case 'close':
      return person.close();
    case 'home':
      return brief(await person.openHome());
    case 'shortcut':
      return brief(
        await person.shortcut(what.id, what.ts ? message(person, what.channelId ?? '', what.ts) : undefined),
      );
  }
}

const message = (person: Person, channelId: string, ts: string): Message | undefined =>
  person.messages(channelId).find((one) => one.ts === ts);

function find(person: Person, { viewId, channelId, ts }: Where): Message | View | undefined {
  if (!viewId) return message(person, channelId ?? '', ts ?? '');
  return [person.home(), ...person.modals()].find((view) => view?.id === viewId);
}

const brief = ({ kind, text, errors }: Awaited<ReturnType<Person['command']>>) => ({ kind, text, errors });
