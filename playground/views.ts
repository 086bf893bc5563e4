import { type Block, type Element, elementsOf, type View } from './blocks.ts';
import type { State } from './state.ts';

/** A modal and two that are pushed onto it. */
const deepest = 3;

type Given = Record<string, unknown>;
type Place = Pick<View, 'id' | 'root_view_id' | 'previous_view_id'>;

/** Blocks as Slack keeps them: each block and each element in it has an id. */
export function withIds(state: State, blocks: readonly Block[]): Block[] {
  return blocks.map((given) => {
    const block = structuredClone({ block_id: state.unique('b'), ...given });
    for (const element of elementsOf(block)) (element as Element).action_id ??= state.unique('a');
    return block;
  });
}

/** A view as Slack keeps it. */
function keptView(state: State, given: Given, place: Place): View {
  const blocks = withIds(state, given['blocks'] as Block[]);
  const defaults = { callback_id: '', private_metadata: '' };
  return { ...defaults, ...(given as unknown as View), ...place, blocks, hash: state.unique('h') };
}

/** Opens a modal in place of all that are open. */
export function openModal(state: State, user: string, given: Given): View {
  clearModals(state, user);
  return addModal(state, user, given);
}

/** Puts a modal onto those that are open; undefined where three are. */
export function pushModal(state: State, user: string, given: Given): View | undefined {
  return state.modalsOf(user).length < deepest ? addModal(state, user, given) : undefined;
}

function addModal(state: State, user: string, given: Given): View {
  const open = state.modalsOf(user);
  const id = state.unique('V');
  const place = { id, root_view_id: open[0]?.id ?? id, previous_view_id: open.at(-1)?.id ?? null };
  const view = keptView(state, given, place);
  open.push(view);
  state.changed();
  return view;
}

/** Shows something else under the same id; what was typed stays where block and element have the same ids. */
export function updateModal(state: State, user: string, view: View, given: Given): View {
  const open = state.modalsOf(user);
  const { id, root_view_id, previous_view_id } = view;
  const next = keptView(state, given, { id, root_view_id, previous_view_id });
  open[open.findIndex((one) => one.id === id)] = next;
  state.changed();
  return next;
}

export function removeModal(state: State, user: string, view: View) {
  const open = state.modalsOf(user);
  const index = open.findIndex((one) => one.id === view.id);
  if (index >= 0) open.splice(index, 1);
  state.entriesOf(user).forget(view);
  state.changed();
}

/** Closes all of them, and returns them, the top one first. */
export function clearModals(state: State, user: string): View[] {
  const closed = [...state.modalsOf(user)].reverse();
  for (const view of closed) removeModal(state, user, view);
  return closed;
}

export function publishHome(state: State, user: string, given: Given): View {
  const id = state.homes.get(user)?.id ?? state.unique('V');
  const view = keptView(state, given, { id, root_view_id: id, previous_view_id: null });
  state.homes.set(user, view);
  state.changed();
  return view;
}
