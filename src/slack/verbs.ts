import { distance } from 'fastest-levenshtein';
import { projectKey } from '../domain/project.ts';
import { Refusal } from '../domain/refusal.ts';
import { taskReference } from '../domain/task.ts';
import { beginning } from '../domain/text.ts';
import { firstWord, typed } from './input.ts';

/** `R`: what a verb leads to; '' and '*' as `add` takes them. */
interface Command<R> {
  verbs: Map<string, R>;
  /** Other words for a verb, and the one that they stand for. */
  synonyms: Map<string, string>;
}

/** The slash commands, and what each of their verbs leads to. */
export function createVerbs<R>() {
  const commands = new Map<string, Command<R>>();

  /** The verb that a command's text begins with, by its main name; undefined where there is no such verb. */
  function verbOf(name: string, text: string): string | undefined {
    const { first } = firstWord(text);
    const word = first.toLowerCase();
    const { verbs, synonyms } = commands.get(name) ?? {};
    const verb = synonyms?.get(word) ?? word;
    if (verb !== '*' && verbs?.has(verb)) return verb;
    const isKeyOrReference = projectKey.safeParse(first).success || taskReference.test(first);
    return isKeyOrReference && verbs?.has('*') ? '*' : undefined;
  }

  return {
    /**
     * '/task claim', '/task' for it alone, or '/task *' for what begins with a key or reference. Other words for
     * the verb follow.
     */
    add(path: string, leadsTo: R, ...others: string[]) {
      const [name = '', verb = ''] = path.split(' ');
      const command = commands.get(name) ?? { verbs: new Map(), synonyms: new Map() };
      commands.set(name, command);
      addOnce(command.verbs, verb, leadsTo);
      for (const other of others) addOnce(command.synonyms, other, verb);
    },

    commandNames: () => [...commands.keys()],
    verbNames: (name: string) => [...(commands.get(name)?.verbs.keys() ?? [])],

    /**
     * A command's name for the log and figures: '/task claim', or '/task unknown' for a verb that there is none of.
     * A mistyped verb that looks like a key is '/task *' or '/project *', too: only the database knows which of them are keys.
     */
    commandName(name: string, text: string): string {
      const verb = verbOf(name, text);
      if (!commands.has(name)) return 'unknown';
      return verb === '' ? name : `${name} ${verb ?? 'unknown'}`;
    },

    /** What a command's words lead to, if anything, and the words after its verb. */
    find(name: string, text: string): { found: R | undefined; rest: string } {
      const verb = verbOf(name, text);
      const found = verb === undefined ? undefined : commands.get(name)?.verbs.get(verb);
      return { found, rest: verb === '*' ? text : firstWord(text).rest };
    },

    /** Names the nearest verb (C2), where one is near: at most half of what was typed, and three letters, are wrong. */
    unknownVerb(name: string, text: string): Refusal {
      const word = typed(firstWord(text).first);
      const verb = word.toLowerCase();
      const farthest = Math.min(3, Math.ceil(verb.length / 2));
      const { verbs, synonyms } = commands.get(name) ?? {};
      const [nearest] = [...(verbs?.keys() ?? []), ...(synonyms?.keys() ?? [])]
        .filter((known) => /^[a-z]/.test(known) && distance(verb, known) <= farthest)
        .sort((one, other) => distance(verb, one) - distance(verb, other));
      const guess = nearest ? `Did you mean \`${nearest}\`? ` : '';
      return new Refusal(
        `There is no \`${name} ${beginning(word, 30)}\`. ${guess}\`${name} help\` shows what there is.`,
      );
    },
  };
}

/** @throws Error where something is listened to twice */
export function addOnce<T>(table: Map<string, T>, id: string, entry: T) {
  if (table.has(id)) throw new Error(`${id} is listened to twice`);
  table.set(id, entry);
}
