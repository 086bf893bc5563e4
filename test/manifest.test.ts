import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Services } from '../src/services/services.ts';
import type { WorkspaceService } from '../src/services/workspaces.ts';
import { allRoutes } from '../src/slack/app.ts';
import type { Clients } from '../src/slack/clients.ts';
import { help } from '../src/slack/help/listeners.ts';
import { installPages } from '../src/slack/install.ts';
import { scopes } from '../src/slack/scopes.ts';

interface Manifest {
  display_information: { long_description: string };
  features: {
    shortcuts: { callback_id: string }[];
    slash_commands: { command: string; usage_hint: string; should_escape: boolean; description: string }[];
  };
  oauth_config: { redirect_urls: string[]; scopes: { bot: string[] } };
  settings: {
    event_subscriptions: { request_url: string; bot_events: string[] };
    org_deploy_enabled: boolean;
    token_rotation_enabled: boolean;
  };
}

const manifest = parse(readFileSync(join(__dirname, '../manifest.yml'), 'utf8')) as Manifest;
const nested = new Proxy({}, { get: () => new Proxy({}, { get: () => async () => undefined }) });
const routes = allRoutes(nested as Services, nested as Clients);

test('each command that is listened to is declared, and each declared is listened to', () => {
  expect(manifest.features.slash_commands.map(({ command }) => command).sort()).toEqual(routes.commandNames().sort());
});

test('each shortcut that is listened to is declared, and each declared is listened to', () => {
  expect(manifest.features.shortcuts.map((shortcut) => shortcut.callback_id).sort()).toEqual(
    routes.shortcutNames().sort(),
  );
});

test('each event that is listened to is declared, and each declared is listened to', () => {
  const source = readFileSync(join(__dirname, '../src/slack/listen.ts'), 'utf8');
  const heard = [...source.matchAll(/app\.event\('([a-z_]+)'/g)].map(([, name]) => name);
  expect(manifest.settings.event_subscriptions.bot_events.sort()).toEqual([...heard, ...routes.eventNames()].sort());
});

test('commands have usage hints and are escaped by Slack, and help knows them all', () => {
  for (const { usage_hint, should_escape } of manifest.features.slash_commands) {
    expect(should_escape).toBe(true);
    expect(usage_hint).toMatch(/help/);
  }
  expect(Object.keys(help).sort()).toEqual(routes.commandNames().sort());
});

test('the long description has a length that Slack takes', () => {
  expect(manifest.display_information.long_description.length).toBeGreaterThanOrEqual(174);
  expect(manifest.display_information.long_description.length).toBeLessThanOrEqual(4000);
});

test('the scopes are those that an installation asks for and the doctor looks for', () => {
  expect([...manifest.oauth_config.scopes.bot].sort()).toEqual(scopes);
});

test('an installation comes back to where the bot listens, organisations may install, and tokens last', () => {
  const workspaces = nested as WorkspaceService;
  const installing = { clientId: 'x', clientSecret: 'x', stateSecret: 'x' };
  const silent = () => undefined;
  const log = { level: 'error' as const, debug: silent, info: silent, warn: silent, error: silent };
  const paths = Object.keys(installPages(workspaces, installing, { clock: () => new Date(), log }));
  const [redirect = ''] = manifest.oauth_config.redirect_urls;
  expect(paths).toContain(new URL(redirect).pathname);
  expect(new URL(redirect).origin).toBe(new URL(manifest.settings.event_subscriptions.request_url).origin);
  expect(manifest.settings).toMatchObject({ org_deploy_enabled: true, token_rotation_enabled: false });
});
