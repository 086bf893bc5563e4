import { type Block, elementsOf } from './blocks.ts';
import { initialValue, keepsValue, type Value, valueIn } from './elements.ts';

/** `state.values`: by block id, then by action id. */
export type Values = Record<string, Record<string, Value>>;

/** Something with blocks: a view by its id, or a message. */
interface Surface {
  id?: string;
  ts?: string;
  blocks: Block[];
}

/** What one person has typed and chosen in what is shown to them, until it is closed. It is never written to a file. */
export function createEntries() {
  const kept = new Map<string, Map<string, Value>>();
  const keyOf = (surface: Surface) => surface.id ?? surface.ts ?? '';
  const of = (surface: Surface) => kept.get(keyOf(surface)) ?? new Map<string, Value>();

  function put(surface: Surface, blockId: string, actionId: string, value: Value) {
    kept.set(keyOf(surface), of(surface).set(`${blockId} ${actionId}`, value));
  }

  return {
    put,
    /** Keeps what an action chose. */
    act(surface: Surface, blockId: string, action: Record<string, unknown>) {
      const value = valueIn(action);
      if (value) put(surface, blockId, String(action['action_id']), value);
    },
    /** Everything in it, as it is now. */
    values(surface: Surface): Values {
      const entries = of(surface);
      const parts = surface.blocks.map((block) => {
        const values = elementsOf(block)
          .filter(keepsValue)
          .map((element) => {
            const actionId = String(element.action_id);
            return [actionId, entries.get(`${block.block_id} ${actionId}`) ?? initialValue(element)];
          });
        return [String(block.block_id), Object.fromEntries(values)] as [string, Record<string, Value>];
      });
      return Object.fromEntries(parts.filter(([, values]) => Object.keys(values).length > 0));
    },
    forget(surface: Surface) {
      kept.delete(keyOf(surface));
    },
  };
}

export type Entries = ReturnType<typeof createEntries>;
