import { csvCell } from '../../src/domain/export.ts';

test.each([
  ['=1+1', `"'=1+1"`],
  ['+1', `"'+1"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
  ['a=1, "b"', '"a=1, ""b"""'],
  [undefined, '""'],
  [new Date(0), '"1970-01-01T00:00:00.000Z"'],
])('E3: a cell %p', (value, cell) => expect(csvCell(value)).toBe(cell));
