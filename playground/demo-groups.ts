import type { Answer } from './answers.ts';
import { type DemoGroup, demoPassword, demoPeople } from './demo-team.ts';
import type { Person } from './person.ts';
import type { SimulatedSlack } from './slack.ts';

/** Does it. @throws Error with what was answered instead */
export async function must(who: Person, text: string, answered: RegExp, channelId?: string): Promise<Answer> {
  const answer = await who.command(text, channelId ? { channelId } : {});
  if (!answered.test(answer.text)) throw new Error(`The demo failed: ${who.name} ${text}: ${answer.text}`);
  return answer;
}

/** Everybody who shall have an account, at once in each workspace. */
export async function signUpAll(slack: SimulatedSlack) {
  const workspaces = Object.entries(demoPeople).map(async ([teamId, names]) => {
    for (const name of names) await signUp(slack.person(name, teamId));
  });
  await Promise.all(workspaces);
}

async function signUp(person: Person) {
  await person.command('/account sign-up');
  const typed = { Password: demoPassword, 'Confirm password': demoPassword, Email: `${person.name}@example.com` };
  const { kind, text } = await person.submit(typed);
  if (kind !== 'modal') throw new Error(`The demo failed: ${person.name} could not sign up: ${text}`);
  person.close();
}

/** A group with its members, its projects and theirs. */
export async function makeGroup(
  slack: SimulatedSlack,
  { name, teamId, owner: ownerName, members, projects }: DemoGroup,
) {
  const owner = slack.person(ownerName, teamId);
  const people = [owner, ...members.map((member) => personCalled(slack, member))];
  await must(owner, `/group create ${name}`, /You made the group/);
  for (const member of people.slice(1)) await must(owner, `/group invite ${name} @${member.name}`, /invited to/);
  const accepted = people.slice(1).map(async (member) => {
    await member.press('Accept', { on: await member.waitForMessage(new RegExp(`invites you to the group ${name}`)) });
    await owner.waitForMessage(new RegExp(`\\(${member.name}\\) accepted`));
  });
  await Promise.all(accepted);
  for (const { key, name: called, manager: managerName, channel } of projects) {
    const manager = people.find((person) => person.name === managerName) as Person;
    await manager.command(`/project create ${called}`);
    const { text } = await manager.submit({ Key: key });
    if (!/You made the project/.test(text)) throw new Error(`The demo failed: project ${key}: ${text}`);
    manager.close();
    for (const member of people) if (member !== manager) await must(member, `/project join ${key}`, /You are a member/);
    if (channel) await must(manager, `/project link ${key}`, /./, channelCalled(slack, teamId, channel));
  }
}

/** Somebody with an account, in whichever workspace they are. */
export function personCalled(slack: SimulatedSlack, name: string): Person {
  const [teamId = ''] = Object.entries(demoPeople).find(([, names]) => names.includes(name)) ?? [];
  return slack.person(name, teamId);
}

export function channelCalled(slack: SimulatedSlack, teamId: string, name: string): string {
  const [id = ''] = [...slack.state.workspace(teamId).channels].find(([, one]) => one === name) ?? [];
  return id;
}
