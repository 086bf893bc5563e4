import { randomUUID } from 'node:crypto';
import { type EmbeddedMongo, startEmbedded } from '../../src/db/embedded.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A database of its own for each call, by name, on the server that the whole run shares. */
export function testMongoUri(): string {
  const uri = process.env['DIBS_TEST_MONGODB_URI'];
  if (!uri) throw new Error('global-setup.ts has not started MongoDB');
  return uri.replace('/dibs?', `/test-${randomUUID()}?`);
}

export { dropDatabase } from '../../src/db/drop.ts';

export interface OwnMongo {
  uri: string;
  /** Of the mongod that runs now. */
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  /** The same data on the same port again, after a SIGKILL or out of a running state. */
  restart(): Promise<void>;
  /** Also removes its folder. */
  stop(): Promise<void>;
}

/** A mongod for one test alone, which may be stopped and killed. */
export async function ownMongo(): Promise<OwnMongo> {
  const folder = await temporaryFolder();
  const options = { dataDir: folder.path, variables: process.env, report: () => undefined };
  let mongo: EmbeddedMongo = await startEmbedded(options);
  const { port, uri } = mongo;
  const kill = (signal: NodeJS.Signals) => {
    process.kill(mongo.pid, signal);
  };
  const end = async () => {
    try {
      // One that a test has paused would not hear that it shall stop.
      kill('SIGCONT');
    } catch {
      // It was killed.
    }
    await mongo.stop();
  };
  return {
    uri,
    get pid() {
      return mongo.pid;
    },
    kill,
    async restart() {
      await end();
      mongo = await startEmbedded({ ...options, port });
    },
    async stop() {
      await end();
      await folder.remove();
    },
  };
}
