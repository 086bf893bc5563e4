import type { Element } from './blocks.ts';
import { chosenValue, type Value } from './elements.ts';
import { channelOf } from './messages.ts';
import type { Workspace } from './workspaces.ts';

export interface Option {
  text: { text: string };
  value?: string;
}

interface OptionGroup {
  options: Option[];
}

/** All options, those of groups one after another. */
export const allOptions = (given: object): Option[] => {
  const { options = [], option_groups: groups = [] } = given as { options?: Option[]; option_groups?: OptionGroup[] };
  return [...options, ...groups.flatMap((group) => group.options)];
};

interface Sources {
  workspaces: Workspace[];
  /** What the bot offers for these words. */
  suggest: (words: string) => Promise<Option[]>;
}

/**
 * What an element holds after a person has typed or chosen this: text, an option by its words, a person, channel or
 * date; several where it takes several. Nothing for ''.
 */
export async function valueFor(element: Element, words: string | string[], sources: Sources): Promise<Value> {
  const given = (Array.isArray(words) ? words : [words]).filter((one) => one !== '');
  return chosenValue(element, await Promise.all(given.map((one) => chosen(element, one, sources))));
}

async function chosen(element: Element, words: string, { workspaces, suggest }: Sources): Promise<unknown> {
  const kind = element.type.replace(/^multi_/, '');
  const first = <T>(find: (workspace: Workspace) => T | undefined) => workspaces.map(find).find(Boolean) ?? null;
  switch (kind) {
    case 'users_select':
      return first((workspace) => [...workspace.people.values()].find((one) => one.name === words)?.userId);
    case 'channels_select':
    case 'conversations_select':
      return first((workspace) => channelOf(workspace, words));
    case 'external_select':
      return optionCalled(words, await suggest(words));
    case 'static_select':
    case 'checkboxes':
    case 'radio_buttons':
    case 'overflow':
      return optionCalled(words, allOptions(element));
    case 'datetimepicker':
      return Number(words);
    default:
      return words;
  }
}

function optionCalled(words: string, options: Option[]): Option {
  const found =
    options.find((option) => option.text.text === words) ?? options.find((option) => option.text.text.includes(words));
  if (!found) throw new Error(`there is no ${words} among ${options.map((option) => option.text.text).join(', ')}`);
  return found;
}
