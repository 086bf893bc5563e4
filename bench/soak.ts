import { fill } from './floor/data.ts';
import { median, percentile, type Reach, reachTable, table } from './support/figures.ts';
import type { Sending } from './support/load.ts';
import { measuring } from './support/measuring.ts';
import {
  bot,
  botEnvironment,
  processorMilliseconds,
  residentMebibytes,
  signingSecret,
  startProgram,
} from './support/program.ts';

const perSecond = 50;

interface Slice {
  minute: number;
  mebibytes: number;
  answered: number;
  wrong: number;
  shownP50: number;
  shownP99: number;
  botMilliseconds: number;
}

/** A working day's mix at 50 interactions a second, for so many minutes: is memory flat, and is everybody answered? */
export async function soak(minutes: number, secondsPerSlice = 60) {
  return measuring(async ({ database, slack, started }) => {
    const given = { SLACK_BOT_TOKEN: 'xoxb-bench', MONGODB_URI: database.uri('dibs') };
    const program = started(await startProgram(bot, { ...botEnvironment(slack.url), ...given }));
    const data = await fill(database.database('dibs'), slack.url);
    const kinds = [data.list, data.home, data.claimCommand, data.claimButton, data.complete, data.add, data.accept];
    const slices: Slice[] = [];
    const wrongs: string[] = [];
    for (let minute = 1; minute <= minutes; minute++) {
      const each = Math.ceil((perSecond * secondsPerSlice) / kinds.length);
      const made = await Promise.all(kinds.map((make) => make(each)));
      const sendings = Array.from({ length: each }, (_, index) => made.map((some) => some[index] as Sending)).flat();
      const before = processorMilliseconds(program.pid);
      const load = { sendings, to: `${program.url}/slack/events`, signingSecret, perSecond };
      const { shown, wrong } = await slack.sendCrowd(load);
      wrongs.push(...wrong);
      slices.push({
        minute,
        mebibytes: residentMebibytes(program.pid),
        answered: shown.length,
        wrong: wrong.length,
        shownP50: median(shown),
        shownP99: percentile(shown, 0.99),
        botMilliseconds: (processorMilliseconds(program.pid) - before) / sendings.length,
      });
      process.stderr.write(`${JSON.stringify(slices.at(-1))}\n`);
      await data.forgetLetters();
    }
    const reached = reaches(slices);
    const columns = ['minute', 'MiB', 'answered', 'wrong', 'shown p50', 'shown p99', 'bot CPU ms'];
    const rows = slices.map((one) => [
      ...[String(one.minute), one.mebibytes.toFixed(0), String(one.answered), String(one.wrong)],
      ...[one.shownP50.toFixed(1), one.shownP99.toFixed(1), one.botMilliseconds.toFixed(2)],
    ]);
    return { slices, wrongs: wrongs.slice(0, 20), text: `${table(columns, rows)}\n\n${reachTable(reached)}` };
  });
}

/** Flat: what the last third has is no more than what the middle third has, but for a twentieth. */
function reaches(slices: Slice[]): Reach[] {
  const third = Math.ceil(slices.length / 3);
  const memory = slices.map(({ mebibytes }) => mebibytes);
  const growth = median(memory.slice(-third)) / median(memory.slice(third, 2 * third + 1));
  const wrong = slices.reduce((sum, one) => sum + one.wrong, 0);
  return [
    {
      what: 'memory, last third against the middle',
      target: 'at most 1.05',
      value: growth.toFixed(2),
      reached: growth <= 1.05,
    },
    { what: 'interactions answered wrongly or not', target: '0', value: String(wrong), reached: wrong === 0 },
  ];
}
