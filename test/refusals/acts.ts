import type { View } from '../../playground/blocks.ts';
import type { Answer, Person } from '../../playground/person.ts';
import type { State } from '../../playground/state.ts';
import type { ThingName, Things } from './cast.ts';

/** What a row tries. Buttons and forms are named by id, and carry what a person could put there by hand (S1). */
type Act =
  | { kind: 'command'; text: string; channelId?: string }
  | { kind: 'press' | 'home'; id: string; carried: Record<string, unknown> }
  | { kind: 'submit'; id: string; carried: Record<string, unknown>; typed: Record<string, unknown> }
  | { kind: 'shortcut'; id: string };

const capitals = /\b[A-Z]{2,}\b/g;

/** The things that a row names. */
export function namesIn(what: string, things: Things): ThingName[] {
  return [...what.matchAll(capitals)].map(([word]) => word as ThingName).filter((word) => word in things);
}

/**
 * `/task claim OPEN`, `in LINKED /project unlink`: a command, in a channel;
 * `press task.claim task=OPEN`: a message's button, or with `home` one of Home, with what it carries;
 * `submit task.change task=OPEN; title=Mine`: a form with what it carries, and what is typed in it;
 * `shortcut task.new`. Capitals name things and are replaced, ME by one's own username.
 */
export function actOf(what: string, things: Things, me: string): Act {
  const named = (text: string, how: 'typed' | 'id') =>
    text.replace(capitals, (word) => (word === 'ME' ? me : (things[word as ThingName]?.[how] ?? word)));
  const fields = (text = '') =>
    Object.fromEntries(
      [...text.matchAll(/(\w+)=(?:"([^"]*)"|(\{.*\})|(\[.*\])|([^\s;]+))/g)].map(
        ([, name, quoted, request, list, word = '']) => [
          name,
          request
            ? JSON.parse(named(request, 'typed'))
            : list
              ? JSON.parse(named(list, 'id'))
              : (quoted ?? named(word, 'id')),
        ],
      ),
    );
  const [, channel, command] = /^(?:in (\w+) )?(\/.*)$/.exec(what) ?? [];
  if (command)
    return {
      kind: 'command',
      text: named(command, 'typed'),
      ...(channel ? { channelId: named(channel, 'typed') } : {}),
    };
  const [, kind, id = '', rest = ''] = /^(\w+) (\S+) ?(.*)$/.exec(what) ?? [];
  const [carried, typed] = rest.split(/; ?/);
  switch (kind) {
    case 'press':
    case 'home':
      return { kind, id, carried: fields(rest) };
    case 'submit':
      return { kind, id, carried: fields(carried), typed: fields(typed) };
    case 'shortcut':
      return { kind, id };
    default:
      throw new Error(`nobody can ${what}`);
  }
}

/** Does it, whether or not this person was ever shown such a button or form. */
export async function perform(act: Act, person: Person, slack: State): Promise<Answer> {
  person.modals().length = 0;
  switch (act.kind) {
    case 'command':
      return person.command(act.text, act);
    case 'shortcut':
      return person.shortcut(act.id, act.id === 'task.from-message' ? person.say('Paint the shed') : undefined);
    case 'press':
      return person.act(person.say('an old message'), { type: 'actions' }, pressed(act));
    case 'home': {
      const { view } = await person.openHome();
      if (!view) throw new Error(`${person.name} sees no Home`);
      return person.act(view, { type: 'actions' }, pressed(act));
    }
    case 'submit':
      person.modals().push(form(act, slack.unique('V')));
      return person.submit();
  }
}

const pressed = ({ id, carried }: { id: string; carried: unknown }) => {
  const value = JSON.stringify(carried);
  return { type: 'button', action_id: id, value };
};

function form({ id, carried, typed }: Extract<Act, { kind: 'submit' }>, viewId: string): View {
  const blocks = Object.entries(typed).map(([name, initial_value]) => ({
    type: 'input',
    block_id: name,
    label: { text: name },
    element: { type: 'plain_text_input', action_id: name, initial_value },
  }));
  return {
    id: viewId,
    root_view_id: viewId,
    previous_view_id: null,
    type: 'modal',
    callback_id: id,
    private_metadata: JSON.stringify({ payload: carried }),
    blocks,
    hash: 'forged',
  };
}
