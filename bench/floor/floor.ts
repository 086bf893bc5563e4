import { acknowledgedOnly } from '../support/deliveries.ts';
import { measuring } from '../support/measuring.ts';
import { bot, botEnvironment, type Program, signingSecret, startProgram } from '../support/program.ts';
import { fill, type Make } from './data.ts';
import { type Measured, reaches, summary, text } from './figures.ts';
import { measure, type Row } from './row.ts';

/** Each program does at least so many times a row's interactions before it is measured, be it measured in one row or in seven. */
const warmUp = 1.5;

interface FloorSize {
  repetitions: number;
  interactions: number;
  /** Under way, where it goes as fast as it can. */
  atOnce: number;
  /** Who claim one task at once. */
  crowd: number;
}

/** What Dibs does against a bare server and a bare Bolt that do nothing or as little as a claim can do. */
export async function floor({ repetitions, interactions, atOnce, crowd }: FloorSize) {
  return measuring(async ({ database, slack, started }) => {
    const environment = { SLACK_SIGNING_SECRET: signingSecret, NODE_ENV: 'production' };
    const api = { SLACK_API_URL: `${slack.url}/api/` };
    const overSocket = { ...api, SLACK_APP_TOKEN: 'xapp-1-bench' };
    const onDatabase = { MONGODB_URI: database.uri('dibs') };
    const dibs = { ...botEnvironment(slack.url), ...onDatabase, SLACK_BOT_TOKEN: 'xoxb-bench' };
    const start = async (file: URL, more: Record<string, string>) =>
      started(await startProgram(file, { ...environment, ...more }));
    const bareHttp = await start(new URL('subjects/bare-http.js', import.meta.url), {});
    const boltAck = await start(new URL('subjects/bolt-ack.js', import.meta.url), api);
    const dibsHttp = await start(bot, dibs);
    const data = await fill(database.database('dibs'), slack.url);
    const bareClaim = await start(new URL('subjects/bare-claim.js', import.meta.url), onDatabase);
    const bareHome = await start(new URL('subjects/bare-home.js', import.meta.url), { ...api, ...onDatabase });

    const acknowledged = (make: Make) => async (count: number) => (await make(count)).map(acknowledgedOnly);
    const rows: Row[] = [
      {
        name: '(a) node:http and signature',
        program: bareHttp,
        isSocket: false,
        make: acknowledged(data.list),
        share: 4,
      },
      {
        name: '(b) Bolt only acks: command',
        program: boltAck,
        isSocket: false,
        make: acknowledged(data.list),
        share: 2,
      },
      { name: '(b) Bolt only acks: event', program: boltAck, isSocket: false, make: acknowledged(data.home), share: 2 },
      { name: '(c) bare /task claim', program: bareClaim, isSocket: false, make: data.claimCommand },
      { name: '(c) bare Home of 100 tasks', program: bareHome, isSocket: false, make: data.home },
      ...dibsRows('Dibs', dibsHttp, false),
      ...['Claim button', 'Complete button', 'Accept button'].map((what) => ackRow(`Dibs: ${what}`, data.claimButton)),
      ackRow('Dibs: Home of 100 tasks', data.home),
    ];
    function ackRow(atLoadOf: string, make: Make): Row {
      const name = `(b) at the load of ${atLoadOf}`;
      return { name, program: boltAck, isSocket: false, make: acknowledged(make), atLoadOf };
    }
    function dibsRows(name: string, program: Program, isSocket: boolean): Row[] {
      const row = (what: string, make: Make): Row => ({ name: `${name}: ${what}`, program, isSocket, make });
      return [
        row('/task claim', data.claimCommand),
        row('Claim button', data.claimButton),
        row('/task add', data.add),
        row('Complete button', data.complete),
        row('/task list', data.list),
        row('Home of 100 tasks', data.home),
        row('Accept button', data.accept),
      ];
    }
    const measured = new Map<string, Measured[]>();
    const together = async (some: Row[]) => {
      for (const row of some) {
        const rowsOfProgram = some.filter(({ program }) => program === row.program).length;
        const count = Math.ceil((interactions * warmUp) / rowsOfProgram);
        await measure(row, count, { database, slack, atOnce });
      }
      for (let repetition = 0; repetition < repetitions; repetition++)
        for (const row of some) {
          const before = measured.get(row.name) ?? [];
          const load = measured.get(row.atLoadOf ?? '')?.at(-1)?.perSecond;
          measured.set(row.name, [...before, await measure(row, interactions, { database, slack, atOnce, load })]);
          await data.forgetLetters();
        }
    };
    await together(rows);
    const [one, different] = [await data.claimsOfOne(crowd), await data.claimCommand(crowd)];
    const atOnceAll = { to: `${dibsHttp.url}/slack/events`, signingSecret, atOnce: crowd };
    const atDifferent = await slack.sendCrowd({ sendings: different, ...atOnceAll });
    const atOne = await slack.sendCrowd({ sendings: one, ...atOnceAll });
    const crowds = {
      one: atOne.seconds,
      different: atDifferent.seconds,
      unanswered: [atOne.wrong.length, atDifferent.wrong.length],
    };

    // Socket Mode's own turn: a bot that is there would take what is sent to the other.
    const bolt = await start(new URL('subjects/bolt-ack.js', import.meta.url), overSocket);
    const ack = { program: bolt, isSocket: true, make: acknowledged(data.list), share: 2 };
    await together([{ name: 'Socket Mode, (b) Bolt only acks: command', ...ack }]);
    await bolt.stop();
    const dibsSocket = await start(bot, { ...dibs, ...overSocket });
    await together(dibsRows('Socket Mode, Dibs', dibsSocket, true));

    const figures = Object.fromEntries([...measured].map(([name, several]) => [name, summary(several)]));
    return { rows: figures, crowds, reaches: reaches(figures, crowds), text: text(measured, reaches(figures, crowds)) };
  });
}
