import { reachTable } from '../support/figures.ts';
import { type Around, measuring } from '../support/measuring.ts';
import { bot, botEnvironment, residentMebibytes, signingSecret, startProgram } from '../support/program.ts';
import { encryptionKey, everyday, fillWorkspaces } from './data.ts';
import { memoryReaches, memoryText, type WorkspaceMemory } from './figures.ts';

export interface MemorySize {
  workspaces: number[];
  /** Under way. */
  atOnce: number;
  /** With each number of workspaces, and between two looks; and in all, with the most. */
  interactions: number;
  most: number;
}

/** A bot's memory as it serves more workspaces, and the most of them for longer: for `mostMilliseconds` at most. */
export async function memoryOf(
  { workspaces, atOnce, interactions, most, mostMilliseconds }: MemorySize & { mostMilliseconds: number },
  { database, slack, started }: Around,
): Promise<WorkspaceMemory[]> {
  const installed = {
    ...botEnvironment(slack.url),
    ...{ MONGODB_URI: database.uri('workspaces'), PUBLIC_URL: 'http://localhost:1' },
    ...{ SLACK_CLIENT_ID: '1.1', SLACK_CLIENT_SECRET: 'a-client-secret', SLACK_STATE_SECRET: 'a-state-secret' },
    TOKEN_ENCRYPTION_KEY: encryptionKey.toString('base64'),
  };
  const start = async () => started(await startProgram(bot, installed));
  await (await start()).stop();
  const all = await fillWorkspaces(database.database('workspaces'), Math.max(...workspaces));
  const measured: WorkspaceMemory[] = [];
  for (const count of workspaces) {
    const program = await start();
    const some = all.slice(0, count);
    const samples = [{ interactions: 0, late: 0, mebibytes: residentMebibytes(program.pid) }];
    const until = count === Math.max(...workspaces) ? most : interactions;
    const deadline = performance.now() + mostMilliseconds;
    for (let sent = 0; sent < until && performance.now() < deadline; sent += interactions) {
      const sendings = everyday(some, interactions, sent, slack.url);
      const to = `${program.url}/slack/events`;
      const { wrong } = await slack.sendCrowd({ sendings, to, signingSecret, atOnce });
      samples.push({
        interactions: sent + interactions,
        late: wrong.length,
        mebibytes: residentMebibytes(program.pid),
      });
    }
    await program.stop();
    measured.push({ workspaces: count, samples });
  }
  return measured;
}

/** That alone, until all interactions are through, however long it takes. */
export function memory(size: MemorySize) {
  return measuring(async (around) => {
    const measured = await memoryOf({ ...size, mostMilliseconds: Number.POSITIVE_INFINITY }, around);
    const reaches = memoryReaches(measured);
    return { memory: measured, reaches, text: `${memoryText(measured)}\n\n${reachTable(reaches)}` };
  });
}
