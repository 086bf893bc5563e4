/** A line of a table, by its columns. */
export type Row = Record<string, string | number | Date | undefined>;

/** One file of an export, made while it is written: it may be larger than memory. */
export interface ExportFile {
  name: string;
  text: AsyncIterable<string>;
}

/** Spreadsheets take what begins so for a formula, some also in full width; an apostrophe before it makes it text (E3). */
const formula = /^[=+\-@\t\r\n\0＝＋－＠]/;

/** A cell as it stands in a CSV file: in quotes, and never a formula. */
export function csvCell(value: Row[string]): string {
  const text = value instanceof Date ? value.toISOString() : String(value ?? '');
  return `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

/** CSV as RFC 4180 has it, with a byte order mark, without which Excel takes it for another encoding. */
export async function* csv(columns: readonly string[], rows: AsyncIterable<Row>): AsyncGenerator<string> {
  yield `\uFEFF${columns.map(csvCell).join(',')}\r\n`;
  for await (const row of rows) yield `${columns.map((column) => csvCell(row[column])).join(',')}\r\n`;
}

/** One JSON object: these fields, and after them these lists, a line an item. */
export async function* json(
  fields: Record<string, unknown>,
  lists: Record<string, AsyncIterable<Row>>,
): AsyncGenerator<string> {
  const parts = Object.entries(fields).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  yield `{\n${parts.join(',\n')}`;
  for (const [name, rows] of Object.entries(lists)) {
    yield `,\n${JSON.stringify(name)}: [`;
    let separator = '\n';
    for await (const row of rows) {
      yield `${separator}${JSON.stringify(row)}`;
      separator = ',\n';
    }
    yield '\n]';
  }
  yield '\n}\n';
}

/** A name as a part of a file's name. */
export function fileNamePart(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'group';
}
