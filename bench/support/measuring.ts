import { type Database, startDatabase } from './database.ts';
import { type Slack, startSlack } from './load.ts';

interface Stoppable {
  stop(): Promise<void>;
}

export interface Around {
  database: Database;
  slack: Slack;
  /** To be stopped with the rest, if it hasn't been before. */
  started<S extends Stoppable>(one: S): S;
}

/** Measures with a database and a Slack of its own; all that was started is stopped, the last first, however it ends. */
export async function measuring<T>(measure: (around: Around) => Promise<T>): Promise<T> {
  const stops: (() => Promise<void>)[] = [];
  const started = <S extends Stoppable>(one: S): S => {
    stops.unshift(one.stop);
    return one;
  };
  try {
    const database = started(await startDatabase());
    const slack = started(await startSlack());
    return await measure({ database, slack, started });
  } finally {
    for (const stop of stops) await stop();
  }
}
