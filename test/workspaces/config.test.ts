import { randomBytes } from 'node:crypto';
import { readConfig } from '../../src/config.ts';

const key = () => randomBytes(32).toString('base64');
const four = {
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'secret',
  SLACK_STATE_SECRET: 'state',
  TOKEN_ENCRYPTION_KEY: key(),
};
const whole = { ...four, SLACK_SIGNING_SECRET: 'signing', PUBLIC_URL: 'https://dibs.example' };
const reading = (variables: Record<string, string>) => () => readConfig(variables);

test('all that many workspaces need, over HTTP or Socket Mode', () => {
  const { slack, publicUrl } = readConfig(whole);
  expect(slack?.botToken).toBeUndefined();
  expect([slack?.oauth?.clientId, publicUrl]).toEqual(['1.2', 'https://dibs.example']);
  expect(slack?.oauth?.encryptionKeys.map(({ length }) => length)).toEqual([32]);
  const { SLACK_SIGNING_SECRET: _, ...others } = whole;
  expect(readConfig({ ...others, SLACK_APP_TOKEN: 'xapp-1' }).slack).toMatchObject({ appToken: 'xapp-1' });
});

test.each(Object.keys(four))('R2: %s is named where it is the one that is missing', (missing) => {
  expect(reading({ ...whole, [missing]: '' })).toThrow(
    new RegExp(
      `^.*\\n {2}${missing}: it is expected: many workspaces install with all of ${Object.keys(four).join(', ')}$`,
    ),
  );
});

test('R2: what else is missing, each by its name', () => {
  expect(reading(four)).toThrow(/PUBLIC_URL: .*\n.*SLACK_SIGNING_SECRET: .*SLACK_CLIENT_ID \(or SLACK_APP_TOKEN/s);
  expect(reading({ SLACK_CLIENT_ID: '1.2' })).toThrow(
    /SLACK_CLIENT_SECRET.*SLACK_STATE_SECRET.*TOKEN_ENCRYPTION_KEY.*PUBLIC_URL.*SLACK_SIGNING_SECRET/s,
  );
});

test('R2: one workspace and many at once is refused', () => {
  expect(reading({ ...whole, SLACK_BOT_TOKEN: 'xoxb-1' })).toThrow(/SLACK_BOT_TOKEN: nothing is expected/);
});

test.each([
  'short',
  '',
  randomBytes(31).toString('base64'),
  randomBytes(33).toString('base64'),
  `${key()},`,
  `${key()};${key()}`,
])('R2: an encryption key %p is no key', (value) =>
  expect(reading({ ...whole, TOKEN_ENCRYPTION_KEY: value })).toThrow(/TOKEN_ENCRYPTION_KEY: /),
);

test('two keys, the first to encrypt with', () => {
  const [fresh, old] = [key(), key()];
  const { slack } = readConfig({ ...whole, TOKEN_ENCRYPTION_KEY: `${fresh}, ${old}` });
  expect(slack?.oauth?.encryptionKeys.map((bytes) => bytes.toString('base64'))).toEqual([fresh, old]);
});

describe('SLACK_API_URL=playground', () => {
  test('with the four the playground’s workspaces install', () => {
    const { slack, playgroundOAuth } = readConfig({ ...four, SLACK_API_URL: 'playground' });
    expect(slack).toBeUndefined();
    expect(playgroundOAuth).toMatchObject({ clientId: '1.2' });
  });
  test('without them it is the playground as ever', () => {
    expect(readConfig({ SLACK_API_URL: 'playground' })).toMatchObject({ slack: undefined, playgroundOAuth: undefined });
  });
  test('R2: not with another Slack’s credentials, nor with some of the four, nor misspelt', () => {
    expect(reading({ SLACK_API_URL: 'playground', SLACK_BOT_TOKEN: 'xoxb-1' })).toThrow(/SLACK_API_URL: playground/);
    expect(reading({ SLACK_API_URL: 'playground', SLACK_CLIENT_ID: '1' })).toThrow(
      /SLACK_STATE_SECRET: it is expected/,
    );
    expect(reading({ SLACK_API_URL: 'plaground' })).toThrow(/SLACK_API_URL: the address of Slack's Web API/);
  });
});
