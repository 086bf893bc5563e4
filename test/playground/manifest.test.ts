import { readManifest } from '../../playground/manifest.ts';
import type { Services } from '../../src/services/services.ts';
import { allRoutes } from '../../src/slack/app.ts';
import type { Clients } from '../../src/slack/clients.ts';

test("the message box is offered the manifest's commands, shortcuts and events", () => {
  const { appName, commands, shortcuts, events, hearsPeople } = readManifest();
  expect(appName).toBe('Dibs');
  expect(commands.map(({ command }) => command)).toEqual(['/task', '/project', '/group', '/account']);
  expect(commands[0]?.description).toMatch(/tasks/);
  expect(shortcuts).toContainEqual(expect.objectContaining({ callbackId: 'task.from-message', type: 'message' }));
  expect(events).toContain('app_home_opened');
  expect(hearsPeople).toBe(false);
});

test('each verb that it offers is one that the bot hears', () => {
  const nested = new Proxy({}, { get: () => new Proxy({}, { get: () => async () => undefined }) });
  const routes = allRoutes(nested as Services, nested as Clients);
  for (const { command, verbs } of readManifest().commands) {
    expect(verbs.length).toBeGreaterThan(4);
    for (const verb of verbs) expect(() => routes.command(command, verb)).not.toThrow();
  }
});
