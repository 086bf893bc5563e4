import type { Block, View } from './blocks.ts';
import type { Values } from './entries.ts';
import type { Person } from './person.ts';
import type { Message } from './state.ts';

/** Where a block stands: in Home or a modal, or in a message. */
interface Where {
  viewId?: string;
  channelId?: string;
  ts?: string;
}

/** What the page sends: one thing that the person does. */
export type Act =
  | { do: 'command'; text: string; channelId: string }
  | { do: 'say'; text: string; channelId: string; threadTs?: string }
  | { do: 'edit'; text: string; channelId: string; ts: string }
  | { do: 'delete'; channelId: string; ts: string }
  | { do: 'press'; on: Where; blockId: string; action: Record<string, unknown>; values: Values }
  | { do: 'suggest'; on: Where; blockId: string; actionId: string; text: string }
  | { do: 'submit'; values: Values }
  | { do: 'close'; all?: boolean }
  | { do: 'home' }
  | { do: 'shortcut'; id: string; channelId?: string; ts?: string };

const gone = { kind: 'failed', text: 'it is gone' };

/** Does it, and returns what the page needs to know at once; the rest it sees on the screen. */
export async function act(person: Person, what: Act): Promise<unknown> {
  switch (what.do) {
    case 'command':
      return brief(await person.command(what.text, { channelId: what.channelId }));
    case 'say':
      person.say(what.text, what.channelId, what.threadTs);
      return { kind: 'nothing' };
    case 'edit':
      return person.editMessage(what.channelId, what.ts, what.text) ? { kind: 'nothing' } : gone;
    case 'delete':
      return person.deleteMessage(what.channelId, what.ts) ? { kind: 'nothing' } : gone;
    case 'press': {
      const surface = find(person, what.on);
      const block = surface?.blocks.find((one) => one.block_id === what.blockId);
      return surface && block ? brief(await person.act(surface, block as Block, what.action, what.values)) : gone;
    }
    case 'suggest': {
      const on = find(person, what.on);
      const { actionId, blockId, text } = what;
      return on ? person.suggestions({ actionId, blockId, on }, text) : { problem: gone.text };
    }
    case 'submit':
      return brief(await person.submitState(what.values));
    case 'close':
      person.close(what.all ? { all: true } : {});
      return { kind: 'closed' };
    case 'home':
      return brief(await person.openHome());
    case 'shortcut': {
      const message = what.ts ? find(person, { channelId: what.channelId ?? '', ts: what.ts }) : undefined;
      return brief(await person.shortcut(what.id, message as Message | undefined));
    }
  }
}

function find(person: Person, { viewId, channelId, ts }: Where): Message | View | undefined {
  if (!viewId) return person.messages(channelId ?? '').find((one) => one.ts === ts);
  return [person.home(), ...person.modals()].find((view) => view?.id === viewId);
}

const brief = ({ kind, text, fieldErrors }: Awaited<ReturnType<Person['command']>>) => ({ kind, text, fieldErrors });
