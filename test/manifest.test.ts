import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Services } from '../src/services/services.ts';
import { allRoutes } from '../src/slack/app.ts';
import type { Clients } from '../src/slack/clients.ts';
import { help } from '../src/slack/help/listeners.ts';
import { scopes } from '../src/slack/scopes.ts';

interface Manifest {
  display_information: { long_description: string };
  features: {
    shortcuts: { callback_id: string }[];
    slash_commands: { command: string; usage_hint: string; should_escape: boolean; description: string }[];
  };
  oauth_config: { scopes: { bot: string[] } };
  settings: { event_subscriptions: { bot_events: string[] } };
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
  expect(manifest.settings.event_subscriptions.bot_events).toEqual(heard);
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

test('the scopes are those that the methods called need', () => {
  expect([...manifest.oauth_config.scopes.bot].sort()).toEqual(scopes);
});
