import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { readConfig } from '../src/config.ts';

const everything: Record<string, string> = {
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'client-secret',
  SLACK_STATE_SECRET: 'state-secret',
  TOKEN_ENCRYPTION_KEY: 'A'.repeat(43),
  SLACK_SIGNING_SECRET: 'signing-secret',
  SLACK_APP_TOKEN: 'xapp-1',
  PUBLIC_URL: 'https://dibs.example',
  METRICS_TOKEN: 'sixteen-characters',
};
const secrets = Object.keys(everything).filter((name) => name !== 'PUBLIC_URL');

describe('R2: wrong settings are named, all of them', () => {
  test('several at once', () => {
    const read = () =>
      readConfig({
        ...{ SLACK_BOT_TOKEN: 'nonsense', PORT: 'eighty', MONGODB_URI: 'http://db', LOG_LEVEL: 'loud' },
        PUBLIC_URL: 'https://dibs.example/?x',
      });
    const names = ['SLACK_BOT_TOKEN', 'PORT', 'MONGODB_URI', 'LOG_LEVEL', 'PUBLIC_URL'];
    for (const name of names) expect(read).toThrow(name);
    expect(read).toThrow(/xoxb-.*\n.*mongodb:\/\//s);
  });
  test('a secret that is missing', () =>
    expect(() => readConfig({ SLACK_BOT_TOKEN: 'xoxb-1' })).toThrow(/SLACK_SIGNING_SECRET/));
  test('a cost that is only for tests', () => {
    expect(() => readConfig({ BCRYPT_COST: '4' })).toThrow(/BCRYPT_COST: a whole number from 10 to 15/);
    expect(readConfig({ BCRYPT_COST: '4', NODE_ENV: 'test' }).bcryptCost).toBe(4);
  });
  test('an address for browsers, whatever its slashes', () =>
    expect(readConfig({ PUBLIC_URL: 'https://dibs.example/team/' }).publicUrl).toBe('https://dibs.example/team'));
  test('empty counts as missing, and the defaults are the documented ones', () => {
    expect(readConfig({ PORT: '', SLACK_BOT_TOKEN: '' })).toMatchObject({
      slack: undefined,
      port: 3000,
      dataDir: '.dibs',
      bcryptCost: 12,
    });
  });
  test('each once', () => {
    for (const [name, value] of [
      ['PUBLIC_URL', 'nonsense'],
      ['PUBLIC_URL', 'https://dibs.example/?x'],
      ['SLACK_BOT_TOKEN', 'a b'],
      ['BCRYPT_COST', '99'],
    ] as const)
      expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^.*\\n {2}${name}: .*$`));
  });
  test.each(secrets)('a comment that was copied with %s', (name) =>
    expect(() => readConfig({ ...everything, [name]: `${everything[name]}  from Basic Information` })).toThrow(
      new RegExp(`^.*\\n {2}${name}: .*$`),
    ),
  );
});

test('each line of .env.example may be taken as it stands', () => {
  const lines = readFileSync('.env.example', 'utf8').match(/^# [A-Z_]+=.*$/gm) ?? [];
  const read = lines.map((line) => Object.entries(parse(line.slice(2).replace('…', 'value'))).flat());
  expect(read.map(([name]) => name)).toEqual(expect.arrayContaining([...secrets, 'MONGODB_URI', 'BCRYPT_COST']));
  for (const [, value] of read) expect(value).toMatch(/^\S+$/);
});
