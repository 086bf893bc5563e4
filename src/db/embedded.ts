import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { cacheFolder, findMongod, type Search } from './mongod-binary.ts';
import { type MongodProcess, runMongod } from './mongod-process.ts';

export interface EmbeddedMongo {
  uri: string;
  /** Of the mongod itself. */
  pid: number;
  port: number;
  /** Shuts it down cleanly; may be called again. */
  stop(): Promise<void>;
}

interface EmbeddedOptions extends Search {
  dataDir: string;
  /** A free one unless given. */
  port?: number;
}

/** How long the mongod of a bot that was killed may take to finish. */
const finishingMilliseconds = 4000;

/**
 * Starts a real mongod on `dataDir` as a replica set of one node, whose data stay there. Resolves when it takes writes.
 * @throws Error in words when another one runs on the folder, or none can be started
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedMongo> {
  const { variables, report } = options;
  const program = await findMongod({ variables, report, cacheDir: cacheFolder(variables) });
  const dataDir = resolve(options.dataDir);
  await mkdir(join(dataDir, 'mongodb'), { recursive: true });
  const deadline = Date.now() + finishingMilliseconds;
  for (;;) {
    const port = options.port ?? (await freePort());
    const started = await tryToStart(program, dataDir, port);
    if (started !== 'taken') {
      const { pid, stop } = started;
      return { uri: `mongodb://127.0.0.1:${port}/dibs?replicaSet=dibs`, pid, port, stop };
    }
    if (Date.now() > deadline)
      throw new Error(
        `Dibs already runs on the folder ${dataDir}. Stop that one first, or set DATA_DIR to another folder.`,
      );
    await wait(250);
  }
}

/** "taken" where another mongod, perhaps one that is just stopping, holds the folder or the port. */
async function tryToStart(program: string, dataDir: string, port: number): Promise<MongodProcess | 'taken'> {
  const log = join(dataDir, 'mongod.log');
  const mongod = await runMongod(program, settings(join(dataDir, 'mongodb'), port), log);
  const gone = new AbortController();
  void mongod.exited.then(() => gone.abort());
  try {
    // The driver is loaded while mongod starts.
    const { makePrimary } = await import('./mongod-replica-set.ts');
    await makePrimary(port, gone.signal);
  } catch (error) {
    if (!gone.signal.aborted) {
      await mongod.stop();
      throw error;
    }
  }
  if (!gone.signal.aborted) return mongod;
  const said = await mongod.said();
  if (/DBPathInUse|Address already in use/.test(said)) return 'taken';
  throw new Error(`mongod stopped at its start${why(said)} Its log is ${log}`);
}

/** What mongod called an error first: most often another version's files, a full disk or a missing library. */
function why(said: string): string {
  const line = said.split('\n').find((one) => /"s":"[EF]"|error/i.test(one));
  if (!line) return '.';
  const texts = [...line.matchAll(/"(?:msg|error|reason|errmsg)":"((?:[^"\\]|\\.)*)"/g)].map((found) => found[1]);
  return `: ${texts.join(': ') || line.slice(0, 300)}.`;
}

function settings(folder: string, port: number): string[] {
  return [
    ...['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'],
    // By default a twentieth of the disk would be kept for the followers of a replica set, of which there are none.
    ...['--replSet', 'dibs', '--oplogSize', '256', '--wiredTigerCacheSizeGB', '0.5', '--quiet'],
    // What a killed bot leaves open would lock its documents for a minute by default.
    ...['--setParameter', 'transactionLifetimeLimitSeconds=5'],
    ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=1000'],
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
  ];
}
