/** What stands in the place of a secret. */
const hidden = '[hidden]';

const secretNames = /^(token|.*_token|client_secret|authorization|x-slack-signature|code)$/i;
const tokens = /\bx(?:ox[a-z]|app)-[\w-]+/g;
const passwordLabel = /password/i;
const typedNames = ['value', 'initial_value'];

type Thing = Record<string, unknown>;
const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy to look at, without tokens, signatures, and what was typed into inputs whose label speaks of a password. */
export function blanked(value: unknown): unknown {
  const passwords = passwordBlocks(value);

  function copy(one: unknown, name: string, ofPassword: boolean): unknown {
    if (typeof one === 'string') {
      const isSecret = secretNames.test(name) || (ofPassword && typedNames.includes(name));
      return isSecret && one !== '' ? hidden : one.replace(tokens, hidden);
    }
    if (Array.isArray(one)) return one.map((inner) => copy(inner, '', ofPassword));
    if (!isThing(one)) return one;
    const inside = (key: string) => ofPassword || isOfPassword(one, key, name);
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, copy(inner, key, inside(key))]));
  }

  /** In `state.values`, in an action, or in the input itself. */
  function isOfPassword(parent: Thing, key: string, name: string): boolean {
    if (name === 'values') return passwords.has(key);
    if (key === 'value') return passwords.has(String(parent['block_id']));
    return key === 'element' && isPasswordInput(parent);
  }

  return copy(value, '', false);
}

function isPasswordInput(block: Thing): boolean {
  const label = block['label'];
  return block['type'] === 'input' && isThing(label) && passwordLabel.test(String(label['text']));
}

function passwordBlocks(value: unknown, found = new Set<string>()): Set<string> {
  if (isThing(value) && isPasswordInput(value)) found.add(String(value['block_id']));
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) passwordBlocks(inner, found);
  return found;
}
