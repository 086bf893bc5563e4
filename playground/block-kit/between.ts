import type { KnownBlock } from './blocks.ts';

/** What must hold between the blocks of one message or view, and what isn't for every surface. */

export type Surface = 'message' | 'modal' | 'home';

/** Blocks and elements that are not for every surface, from the reference's page of each. */
const onlyOn: Record<string, Surface[]> = {
  markdown: ['message'],
  table: ['message'],
  datetimepicker: ['message', 'modal'],
  email_text_input: ['modal'],
  number_input: ['modal'],
  url_text_input: ['modal'],
};

const mostMarkdown = 12_000;

type Complain = (message: string, path: (string | number)[]) => void;
interface Placed {
  type: string;
  action_id?: string | undefined;
  focus_on_load?: boolean | undefined;
  path: (string | number)[];
}

/** All complaints, each with the path of what it is about. */
export function complainBetween(blocks: KnownBlock[], surface: Surface, complain: Complain) {
  forThisSurface(blocks, surface, complain);
  distinctIds(blocks, complain);
  oneFocus(blocks, complain);
  markdownTogether(blocks, complain);
}

function forThisSurface(blocks: KnownBlock[], surface: Surface, complain: Complain) {
  const parts = blocks.flatMap((one, index) => [{ type: one.type, path: [index] }, ...elementsOf(one, index)]);
  for (const { type, path } of parts)
    if (onlyOn[type] && !onlyOn[type].includes(surface)) complain(`unsupported type: ${type}`, [...path, 'type']);
}

function distinctIds(blocks: KnownBlock[], complain: Complain) {
  const named = blocks.map((one, index) => ({ id: one.block_id, path: [index, 'block_id'] }));
  for (const { id, path } of repeated(named)) complain(`\`block_id\` "${id}" already exists`, path);
  for (const [index, one] of blocks.entries()) {
    const elements = elementsOf(one, index).map(({ action_id: id, path }) => ({ id, path: [...path, 'action_id'] }));
    for (const { id, path } of repeated(elements)) complain(`\`action_id\` "${id}" already exists`, path);
  }
}

function repeated<T extends { id?: string | undefined }>(all: T[]): T[] {
  return all.filter(({ id }, index) => id !== undefined && all.findIndex((other) => other.id === id) < index);
}

function oneFocus(blocks: KnownBlock[], complain: Complain) {
  const [, ...more] = blocks.flatMap(elementsOf).filter((element) => element.focus_on_load);
  for (const { path } of more) complain('only one element can be set to true', [...path, 'focus_on_load']);
}

function markdownTogether(blocks: KnownBlock[], complain: Complain) {
  let length = 0;
  for (const [index, one] of blocks.entries()) {
    if (one.type !== 'markdown') continue;
    length += one.text.length;
    if (length > mostMarkdown && length > one.text.length)
      return complain(`must be less than ${mostMarkdown + 1} characters in all`, [index, 'text']);
  }
}

/** A block's interactive elements, each with its path. */
function elementsOf(one: KnownBlock, index: number): Placed[] {
  if (one.type === 'actions')
    return one.elements.map((element, place) => ({ ...element, path: [index, 'elements', place] }));
  if (one.type === 'input') return [{ ...one.element, path: [index, 'element'] }];
  return one.type === 'section' && one.accessory ? [{ ...one.accessory, path: [index, 'accessory'] }] : [];
}
