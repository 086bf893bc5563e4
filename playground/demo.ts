import type { Answer } from './answers.ts';
import { days, dice, hours, workingTime } from './demo-calendar.ts';
import { type DemoGroup, type DemoProject, demoGroups, demoPassword, demoPeople, demoTalk } from './demo-team.ts';
import type { Person } from './person.ts';
import type { SimulatedSlack } from './slack.ts';

export interface Time {
  /** Sets what the time is, in Slack and to the bot; undefined: it is now. */
  at: (time: Date | undefined) => void;
}

/** One thing that somebody does at some time; a task's reference is known once it is there. */
interface Step {
  at: number;
  does: () => Promise<unknown> | unknown;
}

const span = days(21);

/**
 * Lets the demo people work for three weeks, through the bot, in some seconds: two groups, four projects, 60 tasks.
 * On a playground that isn't empty it does nothing but say so.
 */
export async function fillDemo(slack: SimulatedSlack, { at, say }: Time & { say: (line: string) => void }) {
  if (!(await isEmpty(slack))) {
    say('The demo fills an empty playground only, and this one is in use. "Start over" on the page empties it.');
    return;
  }
  const now = Date.now();
  try {
    at(new Date(workingTime(now - span, 'Europe/London')));
    await signUpAll(slack);
    for (const group of demoGroups) await makeGroup(slack, group);
    for (const step of plan(slack, now).sort((one, other) => one.at - other.at)) {
      at(new Date(step.at));
      await step.does();
    }
  } finally {
    at(undefined);
  }
  // What the commands were answered was for that moment only.
  slack.state.keep(slack.state.kept());
  const names = Object.values(demoPeople).flat().join(', ');
  say(`The demo is there: ${names} have accounts, each with the password ${demoPassword}. The others are new.`);
}

async function isEmpty(slack: SimulatedSlack): Promise<boolean> {
  const { messages, homes } = slack.state.kept();
  if (messages.length > 0 || homes.length > 0) return false;
  return (await slack.person('ada').command('/account')).buttons.includes('Sign up');
}

/** @throws Error with what was answered instead */
async function must(who: Person, text: string, answered: RegExp, channelId?: string): Promise<Answer> {
  const answer = await who.command(text, channelId ? { channelId } : {});
  if (!answered.test(answer.text)) throw new Error(`The demo failed: ${who.name} ${text}: ${answer.text}`);
  return answer;
}

async function signUpAll(slack: SimulatedSlack) {
  for (const [teamId, names] of Object.entries(demoPeople))
    for (const name of names) {
      const person = slack.person(name, teamId);
      await person.command('/account sign-up');
      const typed = { Password: demoPassword, 'Confirm password': demoPassword, Email: `${name}@example.com` };
      const { kind, text } = await person.submit(typed);
      if (kind !== 'modal') throw new Error(`The demo failed: ${name} could not sign up: ${text}`);
      person.close();
    }
}

function homeOf(name: string): string {
  const [teamId] = Object.entries(demoPeople).find(([, names]) => names.includes(name)) ?? [''];
  return teamId;
}

async function makeGroup(slack: SimulatedSlack, { name, teamId, owner: ownerName, members, projects }: DemoGroup) {
  const owner = slack.person(ownerName, teamId);
  const people = [owner, ...members.map((member) => slack.person(member, homeOf(member)))];
  await must(owner, `/group create ${name}`, /You made the group/);
  for (const member of people.slice(1)) {
    await must(owner, `/group invite ${name} @${member.name}`, /invited to/);
    const invitation = await member.waitForMessage(new RegExp(`invites you to the group ${name}`));
    await member.press('Accept', { on: invitation });
    await owner.waitForMessage(new RegExp(`\\(${member.name}\\) accepted`));
  }
  for (const { key, name: called, manager: managerName, channel } of projects) {
    const manager = people.find((person) => person.name === managerName) as Person;
    await manager.command(`/project create ${called}`);
    const { text } = await manager.submit({ Key: key });
    if (!/You made the project/.test(text)) throw new Error(`The demo failed: project ${key}: ${text}`);
    manager.close();
    for (const member of people) if (member !== manager) await must(member, `/project join ${key}`, /You are a member/);
    if (channel) await must(manager, `/project link ${key}`, /./, channelId(teamId, channel, slack));
  }
}

const channelId = (teamId: string, name: string, slack: SimulatedSlack): string =>
  [...slack.state.workspace(teamId).channels].find(([, one]) => one === name)?.[0] ?? '';

/** Everything that happens after the groups are made, each at a time when those who do it are at work. */
function plan(slack: SimulatedSlack, now: number): Step[] {
  const roll = dice(7);
  const work = demoGroups.flatMap((group) => {
    const names = [group.owner, ...group.members];
    const people = names.map((name) => slack.person(name, homeOf(name)));
    return group.projects.flatMap((project) => tasksOf(project, people, roll, now));
  });
  const talk = demoTalk.map(({ teamId, channel, who, daysAgo, text }) => {
    const person = slack.person(who, teamId);
    const at = workingTime(now - days(daysAgo), person.profile.timeZone);
    return { at, does: () => person.say(text, channelId(teamId, channel, slack)) };
  });
  const invitation = { at: workingTime(now - hours(20), 'Europe/London'), does: () => invite(slack, 'ada', 'linus') };
  return [...work, ...talk, invitation].filter((step) => step.at < now);
}

/** An invitation that nobody has answered. */
async function invite(slack: SimulatedSlack, owner: string, invited: string) {
  await must(slack.person(owner), `/group invite Web team @${invited}`, /invited to/);
  await slack.person(invited).waitForMessage(/invites you/);
}

/** A task is added every working day or so, claimed by somebody soon after, and most are completed some days later. */
function tasksOf({ key, tasks }: DemoProject, people: Person[], roll: () => number, now: number): Step[] {
  const anyone = () => people[Math.floor(roll() * people.length)] as Person;
  return tasks.flatMap((title, index) => {
    let reference = '';
    const creator = anyone();
    const claimant = anyone();
    const soon = now - span + hours(2) + (index / tasks.length) * (span - days(2));
    const created = Math.min(workingTime(soon + hours(roll() * 20), creator.profile.timeZone), now - hours(1));
    const claimed = workingTime(created + hours(1 + roll() * 40), claimant.profile.timeZone);
    const completed = workingTime(claimed + hours(3 + roll() * 80), claimant.profile.timeZone);
    const add = async () => {
      const { text } = await must(creator, `/task add ${key} ${title}`, /You created/);
      reference = new RegExp(`${key}-\\d+`).exec(text)?.[0] ?? '';
    };
    const steps: Step[] = [{ at: created, does: add }];
    if (roll() < 0.85)
      steps.push({ at: claimed, does: () => must(claimant, `/task claim ${reference}`, /You claimed/) });
    if (steps.length > 1 && roll() < 0.85)
      steps.push({ at: completed, does: () => must(claimant, `/task complete ${reference}`, /You completed/) });
    return steps;
  });
}
