import { setTimeout as wait } from 'node:timers/promises';
import type mongoose from 'mongoose';
import { installInBrowser } from '../../playground/install.ts';
import type { Person } from '../../playground/person.ts';
import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import { type Acted, actDuring, seededTasks } from '../support/acts.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { againWhileLate, described, lateAnswers, tries } from '../support/lateness.ts';
import { faultSeconds, onDatabase, untilWell } from '../support/load.ts';
import { leaveDatabase, testMongoUri } from '../support/mongo.ts';
import { startMongoProxy, type Way } from '../support/mongo-proxy.ts';
import { installable, someClient } from '../support/oauth-client.ts';
import { seed } from '../support/seed.ts';

/**
 * The way to MongoDB is cut or slow for a while: everybody is answered in time, nothing that was
 * acknowledged is lost, no event and no letter is, and memory stays bounded (S4).
 */
const perSecond = 5;
const eventsPerSecond = 20;
const letters = 10;
const actors = 12;
const mostMebibytesMore = 100;
const metricsToken = 'a-token-for-prometheus';

const ways: [Way, string][] = [
  ['refused', 'refused'],
  ['black-holed', 'black-holed'],
  ['slow', 'slow by 2 s a command'],
];

describe.each([
  ['HTTP', false],
  ['Socket Mode', true],
])('over %s', (mode, socket) => {
  const uri = testMongoUri();
  let slack: SimulatedSlack;
  let proxy: Awaited<ReturnType<typeof startMongoProxy>>;
  let bot: BotProcess;
  let people: Person[];
  let leavers: Person[];
  let newcomers = 0;

  beforeAll(async () => {
    const client = someClient();
    slack = await startSlack({ keepCalls: false, oauth: client });
    proxy = await startMongoProxy(uri);
    const environment = { ...(await installable(client)), METRICS_TOKEN: metricsToken };
    bot = await startBotProcess({ slack, mongodbUri: proxy.uri, socket, environment });
    if (socket) slack.deliverBySocket();
    else slack.deliverTo(bot.url);
    const many = actors + ways.length * tries * eventsPerSecond * faultSeconds;
    const seeded = await seed(uri, slack, { people: many, tasks: seededTasks });
    people = seeded.people.slice(0, actors);
    leavers = seeded.people.slice(actors);
    await install('T0ANALYTIC');
    await actDuring(people, 50, () => wait(2000));
  });

  afterAll(async () => {
    await bot.kill('SIGKILL');
    await proxy.stop();
    await slack.stop();
    await leaveDatabase(uri);
  });

  const install = (teamId: string) => installInBrowser(bot.url.replace('/slack/events', '/slack/install'), teamId);
  const data = <T>(work: (database: mongoose.mongo.Db) => Promise<T>) => onDatabase(uri, work);

  async function mebibytes(): Promise<number> {
    const headers = { authorization: `Bearer ${metricsToken}` };
    const figures = await fetch(bot.url.replace('/slack/events', '/metrics'), { headers });
    return Number(/^process_resident_memory_bytes (\S+)/m.exec(await figures.text())?.[1]) / 2 ** 20;
  }

  /** The largest that it is until `signal` is aborted. */
  async function peak(signal: AbortSignal): Promise<number> {
    let largest = 0;
    while (!signal.aborted) {
      largest = Math.max(largest, await mebibytes());
      await wait(250);
    }
    return largest;
  }

  /** Slack tells of people who were deactivated, evenly over the time, and of a workspace that uninstalls. */
  async function tellEvents(): Promise<Person[]> {
    const told = leavers.splice(0, eventsPerSecond * faultSeconds);
    const tell = (teamId: string, event: Record<string, unknown>) =>
      void slack.tell(slack.state.workspace(teamId), event).answered.catch(() => undefined);
    tell('T0DIFFER', { type: 'app_uninstalled' });
    for (const { teamId, userId } of told) {
      tell(teamId, { type: 'user_change', user: { id: userId, team_id: teamId, deleted: true } });
      await wait(1000 / eventsPerSecond);
    }
    return told;
  }

  /** How many of `wanted` aren’t so after seventy seconds, by when Slack has sent events again. */
  async function lost(wanted: () => Promise<number>): Promise<number> {
    const late = Date.now() + 70_000;
    let count = await wanted();
    while (count > 0 && Date.now() < late) {
      await wait(100);
      count = await wanted();
    }
    return count;
  }

  async function lostChanges(acted: Acted[]): Promise<string[]> {
    const tasks = await data((database) => database.collection('tasks').find().toArray());
    const titles = new Set(tasks.map((task) => String(task['title'])));
    const claimed = new Set(tasks.flatMap((task) => (task['claimantId'] ? [`P1-${task['number']}`] : [])));
    return acted.flatMap(({ answer: { text }, title }) => {
      const created = title !== undefined && /You created/.test(text) && !titles.has(title);
      const phantom = title !== undefined && /nothing was saved/.test(text) && titles.has(title);
      const [, claim] = /You claimed (P1-\d+)/.exec(text) ?? [];
      return created || phantom || (claim && !claimed.has(claim)) ? [text] : [];
    });
  }

  /** What came too late. */
  async function cut(way: Way, what: string): Promise<string[]> {
    await install('T0DIFFER');
    await untilWell(people);
    const [owner] = people as [Person];
    const invited = Array.from({ length: letters }, () => {
      const number = ++newcomers;
      return slack.addPerson(`newcomer${number}`, 'New', `Comer${number}`);
    });
    const before = await mebibytes();
    const watching = new AbortController();
    const largest = peak(watching.signal);
    let told: Person[] = [];
    let well = Number.POSITIVE_INFINITY;
    const invite = async (some: Person[]) => {
      for (const { name } of some) await owner.command(`/group invite Seeded @${name}`);
    };
    // Half of the letters are on their way when it begins.
    await invite(invited.slice(0, letters / 2));
    const acted = await actDuring(people.slice(1), perSecond, async () => {
      await proxy.become(way);
      const inviting = invite(invited.slice(letters / 2));
      [told] = await Promise.all([tellEvents(), wait(faultSeconds * 1000)]);
      await proxy.become('open');
      well = await untilWell(people);
      await inviting;
    });
    const remaining = { teamId: owner.teamId, userId: { $in: told.map(({ userId }) => userId) } };
    const events = await lost(() => data((database) => database.collection('identities').countDocuments(remaining)));
    const installed = { _id: 'T0DIFFER' as never, botToken: { $exists: true } };
    const kept = await lost(() => data((database) => database.collection('installations').countDocuments(installed)));
    const waiting = await lost(() => data((database) => database.collection('outbox').countDocuments()));
    const most = await largestOf(largest, watching);
    const shown = invited.map((person) => person.directMessages().length);
    const sent = await data((database) =>
      database
        .collection('invitations')
        .countDocuments({ 'slackUser.userId': { $in: invited.map(({ userId }) => userId) } }),
    );
    const answers = acted.map(({ answer }) => answer);
    const slowest = Math.max(...answers.map(({ milliseconds }) => milliseconds));
    const away = answers.filter(({ text }) => /saved/.test(text)).length;
    process.stdout.write(
      `over ${mode}, MongoDB ${what} for ${faultSeconds} s: ${answers.length} answers, ${away} of them that nothing was saved, ` +
        `the slowest after ${Math.round(slowest)} ms; ${events} of ${told.length} user_change and ${kept} of 1 app_uninstalled lost; ` +
        `${sent} letters written, ${sum(shown)} shown, ${waiting} still wait; ` +
        `memory ${Math.round(before)} MiB before, ${Math.round(most)} MiB at most; well after ${Math.round(well)} ms\n`,
    );
    const wrong = answers.filter(
      ({ kind, text }) => ['nothing', 'failed'].includes(kind) || /Something went wrong/.test(text),
    );
    expect(wrong.map(described)).toEqual([]);
    expect(away).toBeGreaterThan(faultSeconds);
    expect(await lostChanges(acted)).toEqual([]);
    expect([events, kept, waiting]).toEqual([0, 0, 0]);
    expect(Math.max(...shown)).toBe(1);
    expect(sum(shown)).toBe(sent);
    expect(most - before).toBeLessThan(mostMebibytesMore);
    expect(well).toBeLessThan(15_000);
    return lateAnswers(answers);
  }

  test.each(ways)(
    'MongoDB %s',
    (way, what) => againWhileLate(() => cut(way, what)),
    tries * (faultSeconds * 1000 + 90_000),
  );
});

async function largestOf(largest: Promise<number>, watching: AbortController): Promise<number> {
  watching.abort();
  return largest;
}

const sum = (numbers: number[]) => numbers.reduce((one, other) => one + other, 0);
