import { type Role, roles } from './cast.ts';

/** Something tried, and what comes of it for whom. */
export interface Row {
  /** As acts.ts reads it. */
  what: string;
  outcomes: [Role, string][];
  /** What those read who may. */
  says: string;
}

export interface Table {
  /** The refusals' sentences, or a part of them, by the word that stands for them in the table. */
  refusals: Record<string, string>;
  rows: Row[];
}

/**
 * Reads a table: a line for each thing tried, a column for each role. A cell has one of
 * - `done`: it is done, and the last column is said,
 * - `shown`: the last column is shown, and nothing changes,
 * - `none`: nothing changes, and the answer is word for word that to the same about a thing that never was,
 * - `welcome`: nothing changes, and Sign up and Sign in are offered (A8),
 * - the name of a refusal: nothing changes, and it is said.
 */
export function table(refusals: Record<string, string>, text: string): Table {
  const [head = [], ...lines] = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const columns = head.slice(1, -1).map((name) => roles.find((role) => role === name) ?? fail(`no role ${name}`));
  const rows = lines.map((cells): Row => {
    const [what = ''] = cells;
    if (cells.length !== head.length) fail(`${what} has ${cells.length} cells, not ${head.length}`);
    return { what, outcomes: columns.map((role, index) => [role, cells[index + 1] ?? '']), says: cells.at(-1) ?? '' };
  });
  return { refusals, rows };
}

function fail(complaint: string): never {
  throw new Error(complaint);
}
