import type { z } from 'zod';
import type { Actor, Delivery, Visitor } from '../domain/actor.ts';
import type { Outcome } from './outcome.ts';
import type { HomeView, PlainTextOption } from './types.ts';
import { addOnce, createVerbs } from './verbs.ts';

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
  const { add: addCommand, find: findCommand, ...verbs } = createVerbs<Route<CommandInput>>();
  const buttons = new Map<string, PayloadRoute>();
  const forms = new Map<string, FormRoute>();
  const shortcuts = new Map<string, Route<MessageInput | undefined>>();
  const suggestions = new Map<string, Suggest>();
  const events = new Map<string, EventRoute>();
  let home: ShowHome | undefined;

  /** Registers handlers for one audience. */
  function on<Who>(audience: Audience) {
    type Handler<Input> = (who: Who, input: Input) => Promise<Outcome>;
    return {
      /** `path` and `others` as createVerbs takes them. */
      command: (path: string, handle: Handler<CommandInput>, ...others: string[]) =>
        addCommand(path, { audience, handle } as Route<CommandInput>, ...others),
      /** A button, or a select outside a form. */
      button<S extends z.ZodType>(declared: Declared<S>, handle: Handler<z.output<S>>) {
        addOnce(buttons, declared.id, { audience, schema: declared.schema, handle } as PayloadRoute);
      },
      form<S extends z.ZodType, M extends z.ZodType>(
        declared: Declared<S> & { metadata: M },
        handle: (who: Who, values: z.output<S>, metadata: z.output<M>) => Promise<Outcome>,
      ) {
        const { schema, metadata } = declared;
        addOnce(forms, declared.id, { audience, schema, metadata, handle } as FormRoute);
      },
      shortcut(id: string, handle: Handler<MessageInput | undefined>) {
        addOnce(shortcuts, id, { audience, handle } as Route<MessageInput | undefined>);
      },
    };
  }

  return {
    members: on<Actor>('members'),
    anyone: on<Visitor & { actor?: Actor | undefined }>('anyone'),
    /** Who answers while a person types into a search field. */
    suggest: (id: string, handle: Suggest) => addOnce(suggestions, id, handle),
    /** What is done before Slack is told that the event has arrived (before-ack.ts). */
    event<S extends z.ZodType>(type: string, schema: S, handle: (told: Told, event: z.output<S>) => Promise<void>) {
      addOnce(events, type, { schema, handle } as EventRoute);
    },
    home(show: ShowHome) {
      home = show;
    },

    // commandNames, verbNames, commandName, unknownVerb
    ...verbs,
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

    /** The handler of a command's words, and the words after its verb; one that refuses where there is no such verb. */
    command(name: string, text: string): { route: Route<CommandInput>; rest: string } {
      const { found, rest } = findCommand(name, text);
      if (found) return { route: found, rest };
      return { route: { audience: 'members', handle: () => Promise.reject(verbs.unknownVerb(name, text)) }, rest };
    },
  };
}

export type Routes = ReturnType<typeof createRoutes>;
