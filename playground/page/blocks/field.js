// One element on its surface: its value, and telling the app what was done with it.
import { fieldName } from './state.js';

/**
 * `naming` has the attributes that name the control (id, aria-label, aria-describedby). `surface` is
 * { viewer, state, press(block, action, whileBusy), suggest(block, element, text), ask(confirm) }.
 */
export function fieldOf(element, block, surface, naming) {
  const { state, viewer } = surface;
  const isSilent = block.type === 'input' && !block.dispatch_action;
  const { type, action_id } = element;
  const isConfirmed = async () => !element.confirm || surface.ask(element.confirm);

  return {
    viewer,
    /** So that the focus finds it again when it has been drawn anew. */
    naming: {
      'data-focus': `${action_id} ${element.value ?? ''}`,
      'data-focus-on-load': element.focus_on_load,
      ...naming,
    },
    isSilent,
    isOptional: block.type === 'input' && Boolean(block.optional),
    value: () => state.get(block, element),
    /** Keeps what is typed without telling the app. */
    keep: (value) => state.set(block, element, value),
    /** Tells the app, after a question if there is one; false where the person thought better of it. */
    async press(action = {}, node = undefined) {
      if (!(await isConfirmed())) return false;
      await surface.press(block, { type, action_id, ...action }, node);
      return true;
    },
    /** Keeps what was chosen, and tells the app unless it waits for the form; false where it was taken back. */
    async change(value) {
      const before = state.get(block, element);
      state.set(block, element, value);
      if (isSilent) return true;
      if (!(await isConfirmed())) {
        state.set(block, element, before);
        return false;
      }
      await surface.press(block, { type, action_id, [fieldName(element)]: value });
      return true;
    },
    suggest: (typed) => surface.suggest(block, element, typed),
  };
}
