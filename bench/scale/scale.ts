import { fill } from '../floor/data.ts';
import { median, reachTable } from '../support/figures.ts';
import type { Slack } from '../support/load.ts';
import { measuring } from '../support/measuring.ts';
import { bot, botEnvironment, type Program, signingSecret, startProgram } from '../support/program.ts';
import { type ClaimsSize, claimsBy } from './claims.ts';
import { reachesOf, text } from './figures.ts';
import { type MemorySize, memoryOf } from './memory.ts';

/** On a machine that others load, fewer interactions are sent than are asked for. */
const mostMilliseconds = 3 * 60_000;
/** Who accept into one group. */
const people = 32;
/**
 * Ten times as many as claim at once: of two claims by one person at the same time, one has to wait. So who asks is
 * hardly ever kept (db/kept.ts), however many bots there are.
 */
const workers = 320;

interface ScaleSize extends MemorySize, ClaimsSize {
  starts: number;
}

/** More processes, more workspaces, more time. */
export async function scale(size: ScaleSize) {
  return measuring(async ({ database, slack, started }) => {
    const ofOne = { ...botEnvironment(slack.url), SLACK_BOT_TOKEN: 'xoxb-bench' };
    const start = async (more: Record<string, string>) => started(await startProgram(bot, more));

    const environment = { ...ofOne, MONGODB_URI: database.uri('dibs') };
    const first = await start(environment);
    const data = await fill(database.database('dibs'), slack.url, workers);
    const bots = [first, ...(await Promise.all(size.processes.slice(1).map(() => start(environment))))];
    while (bots.length < Math.max(...size.processes)) bots.push(await start(environment));
    const claimed = await claimsBy(bots, data.claimCommand, size, { database, slack });
    const accepted = await acceptsAtOnce(first, data.acceptIntoOne, slack);
    for (const one of bots) await one.stop();

    const memory = await memoryOf({ ...size, mostMilliseconds }, { database, slack, started });

    // What it takes with a mongod that is there already is the bot's own part.
    const starts = { own: [] as number[], processor: [] as number[], warm: [] as number[] };
    for (let index = 0; index < size.starts; index++) {
      const one = await start(environment);
      starts.own.push(one.startMilliseconds);
      starts.processor.push(one.startProcessorMilliseconds);
      await one.stop();
    }
    await database.pause();
    for (let index = 0; index < size.starts; index++) {
      const one = await start({ ...ofOne, DATA_DIR: database.folder });
      starts.warm.push(one.startMilliseconds);
      await one.stop();
    }

    const figures = { claimed, accepted, memory, starts };
    const reaches = reachesOf(figures);
    return { ...figures, reaches, text: `${text(figures)}\n\n${reachTable(reaches)}` };
  });
}

async function acceptsAtOnce(program: Program, make: Awaited<ReturnType<typeof fill>>['acceptIntoOne'], slack: Slack) {
  const sendings = await make(people);
  const to = `${program.url}/slack/events`;
  const { seconds, shown, wrong } = await slack.sendCrowd({ sendings, to, signingSecret, atOnce: people });
  return { seconds, shownP50: median(shown), accepted: shown.length, notAccepted: wrong.length };
}
