import type { Person } from '../../playground/person.ts';
import { formulas, hostile, inForm, inLines, inOneLine, taken, withoutClosers } from '../support/hostile.ts';
import { startWorld, type World } from '../support/world.ts';

/** S2 and E3: whatever a person typed stands in exports as they typed it, and in CSV never as a formula. */
let world: World;
let ada: Person;

const texts = Object.entries({ ...hostile, ...formulas });
/** What spreadsheets take for the beginning of a formula. */
const beginsFormula = /^[=+\-@\t\r\n\0＝＋－＠]/;

beforeAll(async () => {
  world = await startWorld();
  ({ ada } = await world.team());
});
afterAll(() => world.stop());

/** The cells of a CSV file, by RFC 4180. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /"((?:[^"]|"")*)"(,|\r\n)/y;
  cell.lastIndex = csv.startsWith('\uFEFF') ? 1 : 0;
  while (cell.lastIndex < csv.length) {
    const at = cell.lastIndex;
    const [, text, end] = cell.exec(csv) ?? [];
    if (text === undefined) throw new Error(`no cell at ${at}: ${csv.slice(at, at + 80)}`);
    rows.at(-1)?.push(text.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('titles, descriptions, names of projects and of people', async () => {
  const written: string[] = [];
  let number = 0;
  const refused = (answer: Parameters<typeof taken>[0], label: string) => !taken(answer, label);
  for (const [, text] of texts) {
    if (!refused(await ada.command(`/task add WEB ${text}`), 'Title')) written.push(inOneLine(inForm(text)));
    await ada.shortcut('task.new');
    const described = await ada.submit({ Project: 'WEB  Website', Title: 'Described', Description: text });
    ada.close();
    if (!refused(described, 'Description')) written.push(inLines(text));
    await ada.command('/project create');
    const project = await ada.submit({ Group: 'Web', Name: text, Key: `P${number++}` });
    ada.close();
    // White space at the ends goes, so that some become the same name.
    const there = /project of that name already/.test(project.text);
    if (!there && !refused(project, 'Name')) written.push(inOneLine(text));
  }
  await ada.command('/account edit');
  await ada.submit({ 'First name': '=HYPERLINK("x")', Surname: '@SUM(1)', 'Current password': 'Correct-horse-7' });
  ada.close();

  await ada.command('/group export Web');
  const message = await ada.waitForMessage(/Here is your export from Dibs/);
  const files = (message.files ?? []).map(({ name, text }) => ({ name, text }));
  const sheets = files.filter(({ name }) => name.endsWith('.csv')).map(({ text }) => cellsOf(text));
  const cells = sheets.flat(2);
  expect(cells.filter((cell) => beginsFormula.test(cell))).toEqual([]);
  for (const sheet of sheets) expect(new Set(sheet.map((row) => row.length)).size).toBe(1);
  const literal = new Set(cells.map(withoutClosers).flatMap((cell) => [cell, cell.replace(/^'/, '')]));
  expect(written.filter((text) => !literal.has(withoutClosers(text)))).toEqual([]);
  const everything = JSON.parse(files.find(({ name }) => name.endsWith('.json'))?.text ?? '{}');
  const inJson = new Set(
    [...everything.tasks, ...everything.projects].flatMap((row: Record<string, string>) =>
      Object.values(row).map(withoutClosers),
    ),
  );
  expect(written.filter((text) => !inJson.has(withoutClosers(text)))).toEqual([]);
  process.stdout.write(
    `hostile values in exports: ${texts.length}, of which ${written.length} times taken; ${cells.length} cells, none a formula\n`,
  );
});
