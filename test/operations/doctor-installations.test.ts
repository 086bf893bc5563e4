import { connectDatabase } from '../../src/db/connect.ts';
import { type Patient, startPatient } from '../support/doctor.ts';

let patient: Patient;
beforeEach(async () => {
  patient = await startPatient();
});
afterEach(() => patient.stop());

const key = 'a'.repeat(43);

/** A workspace that has installed the app, with this token encrypted by that key. */
async function installed(token: string) {
  const { stores, close } = await connectDatabase(patient.uri, [Buffer.from(key, 'base64')]);
  const installation = {
    id: 'T0ANALYTIC',
    name: 'Analytical',
    organisationWide: false,
    appId: 'A',
    installedAt: new Date(),
  };
  await stores.installations.save(installation, token);
  await close();
}

const settings = (encryptionKey = key) => ({
  ...{ SLACK_BOT_TOKEN: '', SLACK_CLIENT_ID: 'id', SLACK_CLIENT_SECRET: 'secret', SLACK_STATE_SECRET: 'secret' },
  ...{ TOKEN_ENCRYPTION_KEY: encryptionKey, PUBLIC_URL: 'https://dibs.example.com' },
});

test('how many there are, and that Slack takes their tokens', async () => {
  await installed(patient.slack.botToken);
  const { wrong, said } = await patient.doctor(settings());
  expect(wrong).toEqual([]);
  expect(said).toMatch(/✓ 1 workspaces and organisations .*✓ Slack takes the tokens of the latest 1/s);
  expect(said).not.toContain(patient.slack.botToken);
});

test('a token that Slack doesn’t take, and a key that isn’t named', async () => {
  await installed('xoxb-another');
  expect((await patient.doctor(settings())).wrong).toEqual([
    expect.stringMatching(/Analytical \(T0ANALYTIC\): .*invalid_auth\n.*dibs\.example\.com\/slack\/install/),
  ]);
  expect((await patient.doctor(settings('b'.repeat(43)))).wrong).toEqual([
    expect.stringMatching(/TOKEN_ENCRYPTION_KEY doesn't name; their ids are [0-9a-f]{8}\n.*behind the new one/),
  ]);
});

test('a Slack that can’t be reached says nothing of the tokens', async () => {
  await installed(patient.slack.botToken);
  expect((await patient.doctor({ ...settings(), SLACK_API_URL: 'http://127.0.0.1:9/api/' })).wrong).toEqual([
    expect.stringMatching(/^✗ Slack can't be reached: .*\n.*connect to http/),
  ]);
});
