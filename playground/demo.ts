import { days, dice, hours, workingTime } from './demo-calendar.ts';
import { channelCalled, makeGroup, must, personCalled, signUpAll } from './demo-groups.ts';
import { type DemoProject, demoGroups, demoPassword, demoPeople, demoTalk } from './demo-team.ts';
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
  const begins = workingTime(now - days(21), 'Europe/London');
  try {
    at(new Date(begins));
    await signUpAll(slack);
    await Promise.all(demoGroups.map((group) => makeGroup(slack, group)));
    for (const steps of together(plan(slack, begins, now))) {
      at(new Date(steps[0]?.at ?? now));
      await Promise.all(steps.map((step) => step.does()));
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

/** Steps in their order, those of half an hour at once: nobody claims what was added so shortly before. */
function together(steps: Step[]): Step[][] {
  const batches: Step[][] = [];
  for (const step of steps.sort((one, other) => one.at - other.at)) {
    const [first] = batches.at(-1) ?? [];
    if (first && step.at - first.at < hours(0.5)) batches.at(-1)?.push(step);
    else batches.push([step]);
  }
  return batches;
}

/** Everything that happens after the groups are made, each at a time when those who do it are at work. */
function plan(slack: SimulatedSlack, begins: number, now: number): Step[] {
  const roll = dice(7);
  const work = demoGroups.flatMap((group) => {
    const names = [group.owner, ...group.members];
    const people = names.map((name) => personCalled(slack, name));
    return group.projects.flatMap((project) => tasksOf(project, people, roll, { begins, now }));
  });
  const talk = demoTalk.map(({ teamId, channel, who, daysAgo, text }) => {
    const person = slack.person(who, teamId);
    const at = workingTime(Math.max(begins + hours(1), now - days(daysAgo)), person.profile.timeZone);
    return { at, does: () => person.say(text, channelCalled(slack, teamId, channel)) };
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
function tasksOf(
  { key, tasks }: DemoProject,
  people: Person[],
  roll: () => number,
  { begins, now }: { begins: number; now: number },
): Step[] {
  const anyone = () => people[Math.floor(roll() * people.length)] as Person;
  return tasks.flatMap((title, index) => {
    let reference = '';
    const creator = anyone();
    const claimant = anyone();
    const soon = begins + hours(2) + (index / tasks.length) * (now - begins - days(2));
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
