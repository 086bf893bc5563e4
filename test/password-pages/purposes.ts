import bcrypt from 'bcrypt';
import { visible } from '../../playground/blocks.ts';
import type { Person } from '../../playground/person.ts';
import { atBot, linkIn, openPage, type PasswordPage } from '../support/password-page.ts';
import { until } from '../support/until.ts';
import { password, startWorld, type World } from '../support/world.ts';

const newPassword = 'Another-horse-8';
type Values = Record<string, string>;

/** What a password page can be for: who asks for it how, what is typed, and how one sees that it was done. */
export interface PurposeCase {
  purpose: string;
  /** Asks in Slack; returns the person and what is typed when all is right. */
  begin(stage: PageStage): Promise<{ person: Person; right: Values }>;
  command: string;
  /** What breaks a rule, and at which field the complaint stands. */
  wrongField: { values: Values; at: string };
  /** Undefined where no password exists yet. */
  wrongPassword: { values: Values; at: string } | undefined;
  happened(stage: PageStage, person: Person): Promise<boolean>;
  /** What Slack says afterwards. */
  said: RegExp;
}

export type PageStage = Awaited<ReturnType<typeof openPageStage>>;

/** The bot, twice, with a page of its own, and a clock that can be put forward. */
export async function openPageStage({ oauth }: Pick<Parameters<typeof startWorld>[0] & object, 'oauth'> = {}) {
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead);
  const world: World = await startWorld({
    bots: 2,
    publicUrl: 'https://dibs.example/team',
    clock,
    ...(oauth ? { oauth } : {}),
  });
  let people = 0;

  /** Waits, as no person is so quick, until the bot has noted where in Slack the link stands (noted-late.test.ts is quicker). */
  async function page(link: string, bot = 0): Promise<PasswordPage> {
    await world.idle();
    return openPage(atBot(link, world.urls[bot] as string));
  }

  /** Asks in Slack and returns the link that the answer holds. */
  async function ask(person: Person, command: string): Promise<string> {
    return linkIn((await person.command(command)).view);
  }

  async function member(): Promise<Person> {
    const person = stranger();
    const form = await page(await ask(person, '/account sign-up'));
    const values = { Email: `${person.name}@example.com`, Password: password, 'Confirm password': password };
    await form.submit(values);
    await told(person, /Welcome/);
    person.close();
    return person;
  }

  function stranger(): Person {
    people++;
    return world.slack.addPerson(`person${people}`, `First${people}`, 'Last');
  }

  /** Waits until the modal on top says this. */
  async function told(person: Person, pattern: RegExp) {
    await until(async () => pattern.test(visible(person.modals().at(-1)?.blocks ?? [])));
  }

  /** Puts the bot's clock forward. */
  function forward(milliseconds: number) {
    ahead += milliseconds;
  }

  return { world, page, ask, member, stranger, told, forward };
}

const signedIn = async (_: PageStage, person: Person) => /Username/.test((await person.command('/account')).text);

export const purposeCases: PurposeCase[] = [
  {
    purpose: 'sign-up',
    command: '/account sign-up',
    async begin(stage) {
      const person = stage.stranger();
      const right = { Email: `${person.name}@example.com`, Password: password, 'Confirm password': password };
      return { person, right };
    },
    wrongField: { values: { Password: 'short' }, at: 'Password' },
    wrongPassword: undefined,
    happened: signedIn,
    said: /Welcome, First\d+! Your account person\d+ is ready/,
  },
  {
    purpose: 'sign-in',
    command: '/account sign-in',
    async begin(stage) {
      const person = await stage.member();
      await person.command('/account sign-out');
      return { person, right: { Username: person.name, Password: password } };
    },
    wrongField: { values: { Username: '' }, at: 'Username' },
    wrongPassword: { values: { Password: 'Wrong-horse-9' }, at: 'Password' },
    happened: signedIn,
    said: /You are signed in as person\d+/,
  },
  {
    purpose: 'edit',
    command: '/account edit',
    async begin(stage) {
      return { person: await stage.member(), right: { Surname: 'Newname', 'Current password': password } };
    },
    wrongField: { values: { Surname: '12345' }, at: 'Surname' },
    wrongPassword: { values: { 'Current password': 'Wrong-horse-9' }, at: 'Current password' },
    happened: async (_, person) => /Newname/.test((await person.command('/account')).text),
    said: /Your details are saved/,
  },
  {
    purpose: 'password',
    command: '/account password',
    async begin(stage) {
      const right = { 'Current password': password, Password: newPassword, 'Confirm password': newPassword };
      return { person: await stage.member(), right };
    },
    wrongField: { values: { 'Confirm password': 'Something-else-9' }, at: 'Confirm password' },
    wrongPassword: { values: { 'Current password': 'Wrong-horse-9' }, at: 'Current password' },
    async happened({ world }, person) {
      const { accounts } = await world.stores();
      const account = await accounts.getByUsername(person.name);
      const hash = await accounts.passwordHash(account?.id ?? '');
      return bcrypt.compare(newPassword, hash ?? '');
    },
    said: /Your password is changed/,
  },
  {
    purpose: 'delete',
    command: '/account delete',
    async begin(stage) {
      return { person: await stage.member(), right: { 'Current password': password } };
    },
    wrongField: { values: { 'Current password': '' }, at: 'Current password' },
    wrongPassword: { values: { 'Current password': 'Wrong-horse-9' }, at: 'Current password' },
    happened: async (_, person) => /Welcome to Dibs/.test((await person.command('/account')).text),
    said: /Your account is deleted/,
  },
];
