import type { Services } from '../../src/services/services.ts';
import { allRoutes } from '../../src/slack/app.ts';
import type { Clients } from '../../src/slack/clients.ts';
import { accounts } from './accounts.table.ts';
import { groups } from './groups.table.ts';
import { home } from './home.table.ts';
import { invitations } from './invitations.table.ts';
import { projects } from './projects.table.ts';
import { tasks } from './tasks.table.ts';

/** Whatever is listened to has a row in a table; a listener that is added without one fails here. */
const nothing = new Proxy({}, { get: () => new Proxy({}, { get: () => async () => undefined }) });
const routes = allRoutes(nothing as Services, nothing as Clients);
const tried = [accounts, groups, home, invitations, projects, tasks].flatMap(({ rows }) =>
  rows.map(({ what }) => what),
);
const namedBy = (act: RegExp) => [...new Set(tried.flatMap((what) => act.exec(what)?.[1] ?? []))].sort();

test('each button, and each select outside a form', () => {
  expect(namedBy(/^(?:press|home) (\S+)/)).toEqual(routes.buttonNames().sort());
});

test('each form', () => {
  expect(namedBy(/^submit (\S+)/)).toEqual(routes.formNames().sort());
});

test('each shortcut', () => {
  expect(namedBy(/^shortcut (\S+)/)).toEqual(routes.shortcutNames().sort());
});

test('each command', () => {
  expect(namedBy(/^(?:in \w+ )?(\/\w+)/)).toEqual(routes.commandNames().sort());
});

test.each(routes.commandNames())('each verb of %s', (command) => {
  const words = tried.flatMap((what) => new RegExp(`^(?:in \\w+ )?${command}(?: (\\S+)|$)`).exec(what)?.slice(1) ?? []);
  const verbs = words.map((word) => (/^[A-Z]/.test(word ?? '') ? '*' : (word ?? '')));
  expect([...new Set(verbs)].sort()).toEqual(routes.verbNames(command).sort());
});
