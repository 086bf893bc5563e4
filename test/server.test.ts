import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { signature } from '../playground/delivery.ts';
import { connectDatabase } from '../src/db/connect.ts';
import { freePort } from '../src/db/free-port.ts';
import { cacheFolder, findMongod } from '../src/db/mongod-binary.ts';
import { startBotProcess } from './support/bot-process.ts';
import { isListening } from './support/listening.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';
import { startWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const now = () => Math.floor(Date.now() / 1000);
const url = () => world.urls[0] as string;

function post(body: string, timestamp: number, signed = signature(world.slack.signingSecret, String(timestamp), body)) {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': signed,
  };
  return fetch(url(), { method: 'POST', headers, body });
}

const command =
  'command=%2Ftask&text=help&team_id=T0ANALYTIC&user_id=U1&channel_id=C1&trigger_id=server-test&response_url=';

describe('S1: only what Slack has signed lately is worked on', () => {
  test('signed', async () => expect((await post(command, now())).status).toBe(200));
  test('signed with another secret', async () =>
    expect((await post(command, now(), signature('another', String(now()), command))).status).toBe(401));
  test('altered', async () =>
    expect(
      (await post(`${command}x`, now(), signature(world.slack.signingSecret, String(now()), command))).status,
    ).toBe(401));
  test('older than five minutes', async () => expect((await post(command, now() - 301)).status).toBe(401));
  test('without a signature', async () =>
    expect((await fetch(url(), { method: 'POST', body: command })).status).toBe(401));
  test('1 MiB is taken, one byte more gets 413', async () => {
    const padded = (length: number) => `${command}&pad=`.padEnd(length, 'x');
    expect((await post(padded(1024 * 1024), now())).status).toBe(200);
    expect((await post(padded(1024 * 1024 + 1), now())).status).toBe(413);
  });
});

test('R1: health while the process lives, ready while the database answers', async () => {
  const at = (path: string) => fetch(url().replace('/slack/events', path));
  expect((await at('/health')).status).toBe(200);
  expect((await at('/ready')).status).toBe(200);
  expect((await at('//')).status).toBe(404);
  expect((await at('/slack/events')).status).toBe(404);
});

test('an idle connection is kept for 620 s', async () => {
  const { headers } = await fetch(url().replace('/slack/events', '/health'));
  expect(headers.get('keep-alive')).toBe('timeout=620');
});

test('a port that is taken is told in a sentence', async () => {
  const other = createServer().listen(0);
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const started = startBotProcess({
    slack: world.slack,
    mongodbUri: world.mongodbUri,
    environment: { PORT: String(port) },
  });
  await expect(started).rejects.toThrow(/PORT/);
  other.close();
});

test('a standalone MongoDB is refused with the command that makes it a replica set', async () => {
  const folder = await temporaryFolder();
  const search = { variables: process.env, report: () => undefined };
  const program = await findMongod({ ...search, cacheDir: cacheFolder(process.env) });
  const port = await freePort();
  const standalone = spawn(
    program,
    ['--dbpath', folder.path, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'],
    { stdio: 'ignore' },
  );
  try {
    await until(() => isListening(port));
    await expect(connectDatabase(`mongodb://127.0.0.1:${port}/dibs`)).rejects.toThrow(
      /standalone .*mongosh --eval "rs.initiate\(\)"/,
    );
  } finally {
    standalone.kill('SIGKILL');
    await once(standalone, 'exit');
    await folder.remove();
  }
});
