import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readManifest } from '../../playground/manifest.ts';
import { startSlack } from '../../playground/slack.ts';
import { findingsOf } from '../../src/doctor/database.ts';
import { examine } from '../../src/doctor/doctor.ts';
import { lineOf } from '../../src/doctor/finding.ts';
import { scopes } from '../../src/slack/scopes.ts';
import { type Patient, startPatient } from '../support/doctor.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let patient: Patient;
beforeEach(async () => {
  patient = await startPatient();
});
afterEach(() => patient.stop());

const doctor = (changes?: Record<string, string>) => patient.doctor(changes);

test('when all is well, each thing has its line and the command ends with 0; else with 1', async () => {
  const { well, wrong, said } = await doctor();
  expect(wrong).toEqual([]);
  expect(well).toBe(true);
  for (const line of [
    '✓ the settings can be read',
    '✓ Slack takes the bot token, of the workspace Analytical',
    '✓ the bot token has all scopes of manifest.yml',
    '✓ the database answers',
    /✓ MongoDB \d+\.\d+/,
    '✓ a replica set',
    '✓ transactionLifetimeLimitSeconds is 5',
    /✓ all \d+ indexes/,
    '✓ all migrations are done',
    '✓ outbox: 0 messages wait',
    'All is well.',
  ])
    expect(said).toMatch(line);
  for (const [changes, expected] of [
    [{}, 0],
    [{ PORT: 'eighty' }, 1],
  ] as const) {
    const script = join(__dirname, '../../dist/src/doctor.js');
    const child = spawn(process.execPath, [script], { env: { ...process.env, ...patient.variables, ...changes } });
    expect((await once(child, 'exit'))[0]).toBe(expected);
  }
});

test('settings: each that is wrong is named', async () => {
  const { well, wrong, said } = await doctor({ PORT: 'eighty', LOG_LEVEL: 'loud' });
  expect([well, wrong.length]).toEqual([false, 1]);
  expect(said).toMatch(/PORT: a whole number.*LOG_LEVEL: one of.*\.env\.example has them all/s);
});

describe('Slack', () => {
  test('a token that Slack doesn’t take, in Slack’s own word', async () => {
    const { wrong } = await doctor({ SLACK_BOT_TOKEN: 'xoxb-another' });
    expect(wrong).toEqual([
      expect.stringMatching(/takes no bot token like this: .*invalid_auth\n.*Install the app .* again/),
    ]);
  });

  test('scopes that the token lacks', async () => {
    const some = scopes.filter((scope) => scope !== 'files:write' && scope !== 'im:write');
    const other = await startSlack({ manifest: { ...readManifest(), scopes: some } });
    const { wrong } = await doctor({ SLACK_API_URL: other.apiUrl });
    await other.stop();
    expect(wrong).toEqual([expect.stringMatching(/lacks scopes: files:write, im:write\n.*Install/)]);
  });

  test('an app-level token, taken or not', async () => {
    expect((await doctor({ SLACK_APP_TOKEN: patient.slack.appToken })).said).toMatch(
      /✓ Slack takes the app-level token/,
    );
    const { wrong } = await doctor({ SLACK_APP_TOKEN: 'xapp-another' });
    expect(wrong).toEqual([expect.stringMatching(/no app-level token like this: .*invalid_auth\n.*connections:write/)]);
  });

  test('a Slack that can’t be reached', async () => {
    const { wrong } = await doctor({ SLACK_API_URL: 'http://127.0.0.1:9/api/', SLACK_APP_TOKEN: 'xapp-1' });
    const unreachable = expect.stringMatching(
      /^✗ Slack can't be reached: .*\n.*connect to http:\/\/127\.0\.0\.1:9\/api/,
    );
    expect(wrong).toEqual([unreachable, unreachable]);
  });
});

describe('the database', () => {
  test('that can’t be reached', async () => {
    const { wrong } = await doctor({ MONGODB_URI: 'mongodb://127.0.0.1:9/dibs' });
    expect(wrong).toEqual([expect.stringMatching(/can't be reached: .*\n.*does MONGODB_URI name it/)]);
  });

  test('that is new: what start-up builds is not missing', async () => {
    await patient.client.db().dropDatabase();
    const { wrong, said } = await doctor();
    expect(wrong).toEqual([]);
    expect(said).toMatch(/✓ the database is new: the bot builds its indexes when it starts\nAll is well/);
  });

  test('indexes that are missing, different or not ours', async () => {
    const tasks = patient.client.db().collection('tasks');
    await tasks.dropIndex('projectId_1_number_1');
    await tasks.createIndex({ projectId: 1, number: 1 });
    await patient.client.db().collection('identities').dropIndex('accountId_1');
    await tasks.createIndex({ title: 1 });
    const { wrong } = await doctor();
    expect(wrong).toEqual([expect.stringMatching(/3 indexes are not as they should be/)]);
    for (const part of [
      'missing: identities accountId_1',
      'different: tasks projectId_1_number_1',
      'not of Dibs: tasks title_1',
    ])
      expect(wrong[0]).toContain(part);
  });

  test('that is too old, is no replica set, or lets its user not see', async () => {
    const none = { present: 0, missing: [], different: [], extra: [] };
    const lines = await findingsOf({
      server: async () => ({ version: '5.0.9', isReplicaSet: false }),
      transactionSeconds: async () => undefined,
      indexes: async () => none,
      newerSchema: async () => undefined,
      unfinishedMigrations: async () => [],
      outbox: async () => {
        throw new Error('not authorized on dibs');
      },
      installations: async () => ({ installed: 0, unnamedKeys: [] }),
      tokens: async () => [],
      close: async () => undefined,
    });
    expect(lines.filter((line) => !line.fine).map(lineOf)).toEqual([
      expect.stringMatching(/MongoDB 5\.0\.9 is older than 6\.0\n.*Upgrade/),
      expect.stringMatching(/standalone server.*\n.*rs\.initiate/),
      expect.stringMatching(/not authorized on dibs\n.*May the user/),
    ]);
  });

  test('how long what was left open locks its documents', async () => {
    const admin = patient.client.db().admin();
    await admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: 60 });
    try {
      expect((await doctor()).wrong).toEqual([
        expect.stringMatching(/transactionLifetimeLimitSeconds is 60: .*\n.*to 5/),
      ]);
    } finally {
      await admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: 5 });
    }
  });

  test('a migration that isn’t done, and a schema of a newer version', async () => {
    const migrations = patient.client.db().collection<{ _id: string }>('migrations');
    await migrations.deleteMany({});
    expect((await doctor()).wrong).toEqual([
      expect.stringMatching(/under way: 0001 activities name their group; 0002 installations tell less\n.*by itself/),
    ]);
    await migrations.insertOne({ _id: '0009', number: 9, contract: true } as never);
    expect((await doctor()).wrong).toContainEqual(expect.stringMatching(/schema 9, made by a newer version/));
  });

  test('messages that wait for long, or were given up', async () => {
    const letters = patient.client.db().collection('outbox');
    const old = new Date(Date.now() - 3_600_000);
    const letter = { teamId: 'T', userId: 'U', kind: 'notice', sentence: 'x', createdAt: old, dueAt: old, attempts: 3 };
    await letters.insertOne({ ...letter, _id: 'a' } as never);
    expect((await doctor()).wrong).toEqual([
      expect.stringMatching(/1 messages wait, the oldest for 60 min.*\n.*running/),
    ]);
    await letters.updateOne({ _id: 'a' } as never, { $set: { givenUpAt: new Date(), reason: 'user_not_found' } });
    expect((await doctor()).wrong).toEqual([expect.stringMatching(/1 given up \(user_not_found\)\n.*log says why/)]);
  });
});

test('without MONGODB_URI and credentials: the embedded MongoDB and the playground', async () => {
  const folder = await temporaryFolder();
  try {
    const lines: string[] = [];
    await examine({ ...process.env, DATA_DIR: folder.path }, (line) => lines.push(line));
    expect(lines.join('\n')).toMatch(/✓ no Slack credentials, so the playground.*✓ the database answers/s);
  } finally {
    await folder.remove();
  }
});
