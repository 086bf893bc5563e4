import type { z } from 'zod';

/** Why Slack takes something not: the error's name, and a message for each fault, worded as Slack's own validator does. */
export interface Refused {
  error: string;
  messages: string[];
}

/**
 * What a schema complains about, in the words of Slack's validator (published as hack-json-schema), each with a
 * pointer to where it is. `at` is where `given` stands in the request: '' or '/view'.
 */
export function problems(schema: z.ZodType, given: unknown, at = ''): string[] {
  const read = schema.safeParse(given);
  if (read.success) return [];
  return read.error.issues.flatMap((issue) => {
    const { path, words } = worded(issue, given);
    return words.map((one) => problem(one, at, path));
  });
}

export const problem = (words: string, at: string, path: readonly PropertyKey[]): string =>
  `${words} [json-pointer:${[at, ...path.map(String)].join('/')}]`;

function worded(issue: z.core.$ZodIssue, given: unknown): { path: PropertyKey[]; words: string[] } {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys')
    return { path, words: issue.keys.map((key) => `invalid additional property: ${key}`) };
  const value = valueAt(given, path);
  if (value === undefined && issue.code !== 'custom' && path.length > 0)
    return { path: path.slice(0, -1), words: [`missing required field: ${String(path.at(-1))}`] };
  return { path, words: [said(issue, value)] };
}

function said(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'too_big':
      if (issue.origin === 'string') return `must be less than ${Number(issue.maximum) + 1} characters`;
      if (issue.origin === 'array') return `no more than ${issue.maximum} items allowed`;
      return `must be less than or equal to ${issue.maximum}`;
    case 'too_small':
      if (issue.origin === 'string') return `must be more than ${Number(issue.minimum) - 1} characters`;
      if (issue.origin === 'array') return `must provide at least ${issue.minimum} items`;
      return `must be greater than or equal to ${issue.minimum}`;
    case 'invalid_type':
      return `must provide ${article(issue.expected)}`;
    case 'invalid_value':
      return 'must be a valid enum value';
    case 'invalid_union':
      return `unsupported type: ${String(value)}`;
    case 'invalid_format':
      return issue.format === 'regex'
        ? `input must match regex pattern: ${issue.pattern}`
        : `must be a valid ${issue.format}`;
    default:
      return issue.message;
  }
}

const article = (type: string) =>
  /^[aeio]/.test(type === 'int' ? 'integer' : type) ? `an ${type === 'int' ? 'integer' : type}` : `a ${type}`;

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    given,
  );
}
