import { password } from '../support/world.ts';
import { actOf, perform } from './acts.ts';
import { type Cast, type Role, startCast } from './cast.ts';

/** A4: after five wrong passwords the right one is refused, too, at the field it was typed in. */
let cast: Cast;

beforeAll(async () => {
  cast = await startCast();
});
afterAll(() => cast.stop());

const submit = (role: Role, what: string) => {
  const person = cast.people[role];
  return perform(actOf(`submit ${what}`, cast.things, person.name), person, cast.world.slack.state);
};

test.each<[Role, string, string]>([
  [
    'creator',
    'currentPassword',
    'account.edit ; firstName=New surname=Name email=ME@example.com username=ME currentPassword=',
  ],
  [
    'claimant',
    'currentPassword',
    'account.password ; password=Other-horse-7 confirmPassword=Other-horse-7 currentPassword=',
  ],
  ['member', 'currentPassword', 'account.delete ; currentPassword='],
  ['stranger', 'password', 'account.sign-in ; username=invited password='],
])('the %s, at %s: %s', async (role, field, form) => {
  for (let time = 1; time <= 5; time++) {
    const { errors } = await submit(role, `${form}Wrong-horse-${time}`);
    expect(errors[field]).toMatch(/^That isn't your current password\.$|don't belong together\.$/);
  }
  expect(await submit(role, form + password)).toMatchObject({
    kind: 'errors',
    errors: { [field]: 'Too many wrong passwords. Try again in 15 minutes.' },
  });
  expect(await cast.saved.now()).toEqual(cast.saved.state);
});

test('whoever has tried in vain may not try another account, and nobody else may try that one', async () => {
  const says = { password: 'Too many wrong passwords. Try again in 15 minutes.' };
  expect((await submit('stranger', `account.sign-in ; username=manager password=${password}`)).errors).toEqual(says);
  const { manager } = cast.people;
  await manager.command('/account sign-out');
  expect((await submit('manager', `account.sign-in ; username=invited password=${password}`)).errors).toEqual(says);
  expect((await submit('manager', `account.sign-in ; username=manager password=${password}`)).text).toContain(
    'You are signed in as manager.',
  );
});
