import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Person } from '../../playground/person.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let ada: Person;
beforeAll(async () => {
  world = await startWorld();
  ada = await world.member('ada');
});
afterAll(() => world.stop());

const next = 'Battery-staple-8';

/** The commands of docs/operations.md, with this username, and the new password typed. */
function recipe(username: string): Promise<string> {
  const [, commands = ''] = /```sh\n( +read -rsp[\s\S]*?)```/.exec(readFileSync('docs/operations.md', 'utf8')) ?? [];
  const script = commands.replace('DIBS_USERNAME=ada', `DIBS_USERNAME=${username}`);
  return new Promise((resolve, reject) => {
    const env = { ...process.env, MONGODB_URI: world.mongodbUri };
    const child = execFile('bash', ['-c', script], { env }, (error, said) => (error ? reject(error) : resolve(said)));
    child.stdin?.end(`${next}\n`);
  });
}

test('an operator sets a new password, with which one signs in', async () => {
  expect(await recipe('nobody')).toBe('Nobody has that username.\n');
  expect(await recipe('Ada')).toBe('The password is set.\n');
  await ada.command('/account sign-out');
  await ada.command('/account sign-in');
  expect((await ada.submit({ Username: 'ada', Password: next })).text).toMatch(/Welcome back|signed in/i);
});
