import { randomBytes } from 'node:crypto';
import { startSlack } from '../../playground/slack.ts';
import { connectDatabase } from '../../src/db/connect.ts';
import { createServices } from '../../src/services/services.ts';
import { installationStore } from '../../src/slack/installation-store.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { leaveDatabase, testMongoUri } from '../support/mongo.ts';
import { someClient } from '../support/oauth-client.ts';

const silent = { debug: () => undefined } as never;

test('no secret and no token stands in the log, however much it tells', async () => {
  const mongodbUri = testMongoUri();
  const client = someClient();
  const slack = await startSlack({ oauth: client });
  const secrets = {
    SLACK_CLIENT_SECRET: client.clientSecret,
    SLACK_STATE_SECRET: 'a-state-secret-to-look-for',
    TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  };
  const publicUrl = 'http://dibs.example';
  const bot = await startBotProcess({
    slack,
    mongodbUri,
    environment: {
      ...secrets,
      SLACK_BOT_TOKEN: '',
      SLACK_CLIENT_ID: client.clientId,
      PUBLIC_URL: publicUrl,
      LOG_LEVEL: 'debug',
    },
  });
  slack.deliverTo(bot.url);
  const local = bot.url.replace('/slack/events', '');

  const begun = await fetch(`${local}/slack/install`, { redirect: 'manual' });
  const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const asking = `${begun.headers.get('location')}&team=T0ANALYTIC&decision=allow`;
  const back = (await fetch(asking, { redirect: 'manual' })).headers.get('location') ?? '';
  expect(back).toMatch(/^http:\/\/dibs\.example\/slack\/oauth_redirect\?/);
  const there = back.replace(publicUrl, local);
  expect((await fetch(there, { headers: { cookie } })).status).toBe(200);
  expect((await fetch(there, { headers: { cookie } })).status).toBe(400);
  expect((await slack.person('ada').openHome()).text).toMatch(/Welcome to Dibs/);
  for (const delivery of Object.values(slack.oauth?.uninstall('T0ANALYTIC') ?? {})) await slack.deliver(delivery);
  await bot.kill('SIGTERM');

  const log = bot.output.join('\n');
  expect(log).toMatch(/"level":20/);
  const { state = '', code = '' } = Object.fromEntries(new URL(back).searchParams);
  for (const secret of [...Object.values(secrets), ...(slack.oauth?.tokens() ?? []), state, code]) {
    expect(secret.length).toBeGreaterThan(10);
    expect(log).not.toContain(secret);
  }
  await leaveDatabase(mongodbUri);
  await slack.stop();
});

test('what Slack gives for a workspace and for an organisation is stored; no token that expires is', async () => {
  const mongodbUri = testMongoUri();
  const { stores, close } = await connectDatabase(mongodbUri, [randomBytes(32)]);
  const { workspaces } = createServices(stores, { bcryptCost: 4 });
  const at = new Date();
  const store = installationStore(workspaces, () => at);
  const user = { id: 'U1', token: undefined, scopes: undefined };
  const bot = { token: 'xoxb-one', id: 'B1', userId: 'UB1', scopes: ['commands'] };
  const one = { user, bot, appId: 'A1', team: { id: 'T1', name: 'One' }, enterprise: undefined };
  const whole = {
    ...one,
    team: undefined,
    enterprise: { id: 'E1', name: 'Whole' },
    isEnterpriseInstall: true as const,
  };
  await store.storeInstallation(one, silent);
  await store.storeInstallation({ ...whole, bot: { ...bot, token: 'xoxb-whole' } }, silent);
  const stored = { appId: 'A1', installedAt: at };
  expect(await stores.installations.get('T1')).toEqual({
    installation: { ...stored, id: 'T1', name: 'One', organisationWide: false },
    token: 'xoxb-one',
  });
  expect(await stores.installations.get('E1')).toEqual({
    installation: { ...stored, id: 'E1', name: 'Whole', organisationWide: true, enterpriseId: 'E1' },
    token: 'xoxb-whole',
  });
  const expiring = { ...one, bot: { ...bot, refreshToken: 'xoxe-1' } };
  await expect(store.storeInstallation(expiring, silent)).rejects.toThrow(/token rotation/);
  await close();
  await leaveDatabase(mongodbUri);
});
