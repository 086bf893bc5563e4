import fc from 'fast-check';
import type { Group } from '../../src/domain/group.ts';
import { mayManage, type Project, projectForm, projectKey, suggestedKey } from '../../src/domain/project.ts';
import { taskReference } from '../../src/domain/task.ts';

test.each(['WE', 'WEB', 'A1', 'WEBSIT'])('P1: %s is a key', (key) => {
  expect(projectKey.parse(` ${key.toLowerCase()} `)).toBe(key);
});

test.each(['', 'W', 'WEBSITE', '1A', 'W B', 'W-B', 'WÉB', 'WEB-1'])('P1: %j is no key', (key) => {
  expect(projectKey.safeParse(key).error?.issues[0]?.message).toContain('A key has 2–6 of A–Z and 0–9');
});

test('P1: name and description have their lengths', () => {
  const form = { name: 'x'.repeat(80), key: 'web', description: 'x'.repeat(1000) };
  expect(projectForm.parse(form)).toEqual({ ...form, key: 'WEB' });
  expect(projectForm.safeParse({ ...form, name: 'x'.repeat(81) }).success).toBe(false);
  expect(projectForm.safeParse({ ...form, description: 'x'.repeat(1001) }).success).toBe(false);
});

test.each([
  ['Website', 'WEB'],
  ['Fix the login page', 'FTLP'],
  ['a b c d e f g h', 'ABCDEF'],
  ['Ödön Šulc', 'OS'],
  ['2024 budget', 'BUD'],
  ['Go', 'GO'],
  ['R', 'RX'],
  ['X', ''],
  ['42', ''],
  ['网站', ''],
  ['', ''],
])('P1: the name %j suggests the key %j', (name, key) => {
  expect(suggestedKey(name)).toBe(key);
});

test('P1: what is suggested is a key or nothing', () => {
  const letters = fc.constantFrom(...'aZ09 -é网Xß\u0301');
  const names = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: letters }));
  fc.assert(
    fc.property(names, (name) => {
      const key = suggestedKey(name);
      if (key !== '') expect(projectKey.parse(key)).toBe(key);
    }),
    { numRuns: 2000 },
  );
});

test('every key and number make a reference', () => {
  const keys = fc.stringMatching(/^[A-Z][A-Z0-9]{1,5}$/);
  fc.assert(
    fc.property(keys, fc.integer({ min: 1, max: 2 ** 31 - 1 }), (key, number) => {
      expect(taskReference.exec(`${key}-${number}`.toLowerCase())?.slice(1)).toEqual([
        key.toLowerCase(),
        String(number),
      ]);
    }),
  );
  for (const wrong of ['WEB-0', 'WEB-01', 'WEB', 'WEB-', '-1', 'WEB-1x', 'WEB-12345678901', 'W-1'])
    expect(taskReference.test(wrong)).toBe(false);
});

test("P4: the manager may manage, and the group's owner, and nobody else", () => {
  const project = { managerId: 'manager' } as Project;
  const group = { ownerId: 'owner' } as Group;
  const may = ['manager', 'owner', 'member'].filter((accountId) => mayManage(project, group, accountId));
  expect(may).toEqual(['manager', 'owner']);
});
