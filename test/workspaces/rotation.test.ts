import { randomBytes } from 'node:crypto';
import { connectDatabase } from '../../src/db/connect.ts';
import { keyIdOf } from '../../src/db/token-cipher.ts';
import { startBot } from '../../src/start.ts';
import { newMongoUri } from '../support/mongo.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

const [old, fresh] = [randomBytes(32), randomBytes(32)];
let world: World;

beforeEach(async () => {
  world = await startWorld({ oauth: { encryptionKeys: [old] }, mongodbUri: newMongoUri() });
  for (const { teamId } of world.slack.state.workspaces) await world.install(teamId);
});
afterEach(() => world.stop());

/** Another process on the same database, started with these keys. */
const startWith = (encryptionKeys: Buffer[]) => {
  const oauth = { clientId: 'x', clientSecret: 'x', stateSecret: 'x', encryptionKeys };
  const slack = { oauth, signingSecret: world.slack.signingSecret, apiUrl: world.slack.apiUrl };
  return startBot({ slack, mongodbUri: world.mongodbUri, port: 0, bcryptCost: 4, logLevel: 'error' });
};
const encryptedWith = (key: Buffer) => world.count('installations', { keyId: keyIdOf(key) });
const tokensWith = async (encryptionKeys: Buffer[]) => {
  const { stores, close } = await connectDatabase(world.mongodbUri, encryptionKeys);
  const teams = world.slack.state.workspaces.map(({ teamId }) => teamId);
  try {
    const found = await Promise.all(teams.map((teamId) => stores.installations.get(teamId)));
    return found.map((one) => one?.token).sort();
  } finally {
    await close();
  }
};

test('with two keys named, the tokens are encrypted anew in the background, and then one key is enough', async () => {
  const before = await tokensWith([old]);
  expect(await encryptedWith(old)).toBe(2);
  const bot = await startWith([fresh, old]);
  await until(async () => (await encryptedWith(fresh)) === 2);
  await bot.stop();
  expect(await encryptedWith(old)).toBe(0);
  expect(await tokensWith([fresh])).toEqual(before);
  expect(before).toEqual(world.oauth.tokens().sort());
});

test('a job that died in the middle is followed by another', async () => {
  const { stores, close } = await connectDatabase(world.mongodbUri, [fresh, old]);
  const now = Date.now();
  expect(await stores.installations.encryptNext(new Date(now))).toBe(true);
  expect(await encryptedWith(old)).toBe(1);
  // One that leased the other and died: as it left the document.
  await world
    .collection('installations')
    .updateOne({ keyId: keyIdOf(old) }, { $set: { leasedUntil: new Date(now + 60_000) } });
  expect(await stores.installations.encryptNext(new Date(now))).toBe(false);
  expect(await stores.installations.encryptNext(new Date(now + 60_001))).toBe(true);
  expect(await encryptedWith(fresh)).toBe(2);
  await close();
});

test('ten jobs at once, while workspaces install: every token stays readable', async () => {
  const { stores, close } = await connectDatabase(world.mongodbUri, [fresh, old]);
  const teams = world.slack.state.workspaces.map(({ teamId }) => teamId);
  const installs = Array.from({ length: 10 }, (_, round) => world.install(teams[round % 2] as string));
  const jobs = Array.from({ length: 40 }, () => stores.installations.encryptNext(new Date()));
  await Promise.all([...installs, ...jobs]);
  while (await stores.installations.encryptNext(new Date()));
  const tokens = await tokensWith([fresh, old]);
  await close();
  const given = world.oauth.tokens();
  expect(tokens.every((token) => token !== undefined && given.includes(token))).toBe(true);
});

test('a key replaced where it was to be added to: the start is refused in words that name both', async () => {
  await expect(startWith([fresh])).rejects.toThrow(
    new RegExp(`TOKEN_ENCRYPTION_KEY: .*its id is ${keyIdOf(old)}.*Name that one behind the new one, after a comma`),
  );
});

test('a token that was moved to another workspace, in the database, is refused', async () => {
  const [one, other] = await world.collection('installations').find().toArray();
  await world
    .collection('installations')
    .updateOne({ botToken: other?.['botToken'] }, { $set: { botToken: one?.['botToken'] } });
  await expect(tokensWith([old])).rejects.toThrow(/authenticate/);
});

test('a workspace that has uninstalled, and has no token any more, keeps no process from starting', async () => {
  await world.deliver(world.oauth.uninstall('T0ANALYTIC').uninstalled);
  expect(await world.count('installations', { keyId: { $exists: false } })).toBe(1);
  await (await startWith([old])).stop();
});
