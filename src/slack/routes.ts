import { distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import type { Actor, Delivery, Visitor } from '../domain/actor.ts';
import { projectKey } from '../domain/project.ts';
import { Refusal } from '../domain/refusal.ts';
import { taskReference } from '../domain/task.ts';
import { beginning } from '../domain/text.ts';
import { firstWord, typed } from './input.ts';
import type { Outcome } from './outcome.ts';
import type { HomeView, PlainTextOption } from './types.ts';

/** A command's words after its verb, in Slack's own writing (input.ts reads it), and where it was typed. */
interface CommandInput {
  rest: string;
  channelId: string;
}
export interface MessageInput {
  text: string;
  link: string;
}

/** Members' handlers are given an actor; others meet people who have no account yet. */
type Audience = 'members' | 'anyone';
export interface Route<Input> {
  audience: Audience;
  handle: (who: never, input: Input) => Promise<Outcome>;
}
interface PayloadRoute extends Route<unknown> {
  schema: z.ZodType;
}
interface FormRoute {
  audience: Audience;
  schema: z.ZodType;
  metadata: z.ZodType;
  handle: (who: never, values: unknown, metadata: unknown) => Promise<Outcome>;
}
/** Something that Slack tells: to which installation, and when it happened there. */
interface Told {
  installationId: string;
  /** The organisation that it happened in; none where the workspace has none. */
  enterpriseId: string | undefined;
  at: Date;
  now: Date;
  delivery: Delivery;
}
interface EventRoute {
  schema: z.ZodType;
  handle: (told: Told, event: never) => Promise<void>;
}
/** `values`: what is typed or chosen in the form so far. */
type Suggest = (actor: Actor, typed: string, values: Record<string, string | undefined>) => Promise<PlainTextOption[]>;
type ShowHome = (who: Visitor | Actor, state: unknown, notice?: string) => Promise<HomeView>;

interface Declared<S extends z.ZodType> {
  id: string;
  schema: S;
}

/** The table of all that the bot listens to: constant time, whatever its size. */
export function createRoutes() {
  const commands = new Map<string, Map<string, Route<CommandInput>>>();
  const synonyms = new Map<string, Map<string, string>>();
  const buttons = new Map<string, PayloadRoute>();
  const forms = new Map<string, FormRoute>();
  const shortcuts = new Map<string, Route<MessageInput | undefined>>();
  const suggestions = new Map<string, Suggest>();
  const events = new Map<string, EventRoute>();
  let home: ShowHome | undefined;

  function add<T>(table: Map<string, T>, id: string, entry: T) {
    if (table.has(id)) throw new Error(`${id} is listened to twice`);
    table.set(id, entry);
  }

  /** The verb that a command's text begins with, by its main name; '*' for a key or reference, undefined for none. */
  function verbOf(name: string, text: string): string | undefined {
    const { first } = firstWord(text);
    const word = first.toLowerCase();
    const verb = synonyms.get(name)?.get(word) ?? word;
    const verbs = commands.get(name);
    if (verb !== '*' && verbs?.has(verb)) return verb;
    const isKeyOrReference = projectKey.safeParse(first).success || taskReference.test(first);
    return isKeyOrReference && verbs?.has('*') ? '*' : undefined;
  }

  /** Names the nearest verb (C2), where one is near: at most half of what was typed, and three letters, are wrong. */
  function unknownVerb(name: string, text: string): Refusal {
    const word = typed(firstWord(text).first);
    const verb = word.toLowerCase();
    const farthest = Math.min(3, Math.ceil(verb.length / 2));
    const [nearest] = [...(commands.get(name)?.keys() ?? []), ...(synonyms.get(name)?.keys() ?? [])]
      .filter((known) => /^[a-z]/.test(known) && distance(verb, known) <= farthest)
      .sort((one, other) => distance(verb, one) - distance(verb, other));
    const guess = nearest ? `Did you mean \`${nearest}\`? ` : '';
    return new Refusal(`There is no \`${name} ${beginning(word, 30)}\`. ${guess}\`${name} help\` shows what there is.`);
  }

  /** Registers handlers for one audience. */
  function on<Who>(audience: Audience) {
    type Handler<Input> = (who: Who, input: Input) => Promise<Outcome>;
    return {
      /** '/task claim', '/task' for it alone, or '/task *' for what begins with no verb. Other verbs for it follow. */
      command(path: string, handle: Handler<CommandInput>, ...others: string[]) {
        const [name = '', verb = ''] = path.split(' ');
        const verbs = commands.get(name) ?? new Map<string, Route<CommandInput>>();
        const known = synonyms.get(name) ?? new Map<string, string>();
        commands.set(name, verbs);
        synonyms.set(name, known);
        add(verbs, verb, { audience, handle } as Route<CommandInput>);
        for (const other of others) add(known, other, verb);
      },
      /** A button, or a select outside a form. */
      button<S extends z.ZodType>(declared: Declared<S>, handle: Handler<z.output<S>>) {
        add(buttons, declared.id, { audience, schema: declared.schema, handle } as PayloadRoute);
      },
      form<S extends z.ZodType, M extends z.ZodType>(
        declared: Declared<S> & { metadata: M },
        handle: (who: Who, values: z.output<S>, metadata: z.output<M>) => Promise<Outcome>,
      ) {
        const { schema, metadata } = declared;
        add(forms, declared.id, { audience, schema, metadata, handle } as FormRoute);
      },
      shortcut(id: string, handle: Handler<MessageInput | undefined>) {
        add(shortcuts, id, { audience, handle } as Route<MessageInput | undefined>);
      },
    };
  }

  return {
    members: on<Actor>('members'),
    anyone: on<Visitor & { actor?: Actor | undefined }>('anyone'),
    /** Who answers while a person types into a search field. */
    suggest: (id: string, handle: Suggest) => add(suggestions, id, handle),
    /** What is done before Slack is told that the event has arrived (before-ack.ts). */
    event<S extends z.ZodType>(type: string, schema: S, handle: (told: Told, event: z.output<S>) => Promise<void>) {
      add(events, type, { schema, handle } as EventRoute);
    },
    home(show: ShowHome) {
      home = show;
    },

    commandNames: () => [...commands.keys()],
    /** '' stands for the command alone, '*' for what begins with no verb. */
    verbNames: (command: string) => [...(commands.get(command)?.keys() ?? [])],
    buttonNames: () => [...buttons.keys()],
    formNames: () => [...forms.keys()],
    shortcutNames: () => [...shortcuts.keys()],
    eventNames: () => [...events.keys()],
    button: (id: string) => buttons.get(id),
    form: (id: string) => forms.get(id),
    shortcut: (id: string) => shortcuts.get(id),
    suggestion: (id: string) => suggestions.get(id),
    eventOf: (type: string) => events.get(type),
    showHome: (): ShowHome => {
      if (!home) throw new Error('nothing shows Home');
      return home;
    },

    /**
     * A command's name for the log and figures: '/task claim', or '/task unknown' for a verb that there is none of.
     * A mistyped verb that looks like a key is '/task *' or '/project *', too: only the database knows which of them are keys.
     */
    commandName(name: string, text: string): string {
      const verb = verbOf(name, text);
      if (!commands.has(name)) return 'unknown';
      return verb === '' ? name : `${name} ${verb ?? 'unknown'}`;
    },

    /** The handler of a command's words, and the words after its verb; one that refuses where there is no such verb. */
    command(name: string, text: string): { route: Route<CommandInput>; rest: string } {
      const { rest } = firstWord(text);
      const verb = verbOf(name, text);
      const route = verb === undefined ? undefined : commands.get(name)?.get(verb);
      if (route) return { route, rest: verb === '*' ? text : rest };
      return { route: { audience: 'members', handle: () => Promise.reject(unknownVerb(name, text)) }, rest };
    },

    unknownVerb,
  };
}

export type Routes = ReturnType<typeof createRoutes>;
