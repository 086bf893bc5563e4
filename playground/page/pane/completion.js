// What could be meant by what stands before the caret: a command, its verb, a person, a channel.
import { avatar, icon } from '../widgets/dom.js';

const startsWith = (typed) => (word) => word.toLowerCase().startsWith(typed.toLowerCase());

/** `create NAME | join KEY` by verb. */
function hints(usage) {
  const pieces = usage.split('|').map((piece) => piece.trim().split(/\s+/));
  return new Map(pieces.map(([verb, ...rest]) => [verb, rest.join(' ')]));
}

function commands(typed, { commands }) {
  return commands
    .filter(({ command }) => startsWith(typed)(command))
    .map(({ command, usageHint, description }) => ({
      picture: icon('slash'),
      label: command,
      aside: usageHint,
      detail: description,
      insert: command,
    }));
}

function verbs(typed, { commands }, command) {
  const found = commands.find((one) => one.command === command);
  if (!found) return [];
  const usage = hints(found.usageHint);
  return found.verbs
    .filter(startsWith(typed))
    .map((verb) => ({ label: `${command} ${verb}`, aside: usage.get(verb), insert: verb }));
}

function people(typed, { people }) {
  return people
    .filter(({ name, fullName }) => [name, ...fullName.split(' ')].some(startsWith(typed)))
    .map(({ name, fullName }) => ({
      picture: avatar(fullName),
      label: fullName,
      detail: `@${name}`,
      insert: `@${name}`,
    }));
}

function channels(typed, { channels }) {
  return channels
    .filter(({ name }) => startsWith(typed)(name))
    .map(({ name }) => ({ picture: icon('hash'), label: name, insert: `#${name}` }));
}

/** The first pattern that ends at the caret decides; its last group is the word that would be replaced. */
const kinds = [
  [/^(\/\S*)$/, commands],
  [/^(\/\S+) +(\S*)$/, verbs],
  [/(?:^|\s)@([\w.-]*)$/, people, 1],
  [/(?:^|\s)#([\w-]*)$/, channels, 1],
];

/**
 * What to offer for a text whose caret is at its end: { from, options: [{ label, aside?, detail?, picture?, insert }] }. Nothing
 * where the word is complete already.
 */
export function completions(text, known) {
  for (const [pattern, find, sign = 0] of kinds) {
    const found = pattern.exec(text);
    if (!found) continue;
    const word = found.at(-1);
    const options = find(word, known, found[1]);
    const isComplete = options.some(({ insert }) => insert.slice(sign) === word);
    if (options.length > 0) return { from: text.length - word.length - sign, options: isComplete ? [] : options };
  }
  return { from: text.length, options: [] };
}
