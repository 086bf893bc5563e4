import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Figures } from './figures.ts';

/** What is looked at each time the figures are asked for. */
interface Sources {
  /** Whether the database answers now. */
  answers(): Promise<boolean>;
  pool(): { open: number; inUse: number };
  outbox(): Promise<{ waiting: number; givenUp: number; oldestSeconds: number }>;
}

export interface Metrics extends Figures {
  contentType: string;
  /** All figures, in Prometheus's text format. */
  text(): Promise<string>;
}

const seconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 2.5, 3, 5];

/** Counts for Prometheus. Labels take values from the bot's own tables only, so the number of series is bounded. */
export function createMetrics({ answers, pool, outbox }: Sources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });

  const interactions = new Counter({
    name: 'dibs_interactions_total',
    help: 'Interactions that were worked on, by kind, name and outcome',
    labelNames: ['kind', 'name', 'outcome'] as const,
    registers,
  });
  const underWay = gauge('dibs_interactions_under_way', 'Interactions whose work is not done yet');
  const interactionSeconds = new Histogram({
    name: 'dibs_interaction_seconds',
    help: 'How long interactions took until all of their work was done',
    labelNames: ['kind', 'outcome'] as const,
    buckets: seconds,
    registers,
  });
  const slackCalls = new Histogram({
    name: 'dibs_slack_call_seconds',
    help: 'How long calls to Slack took, by method and outcome',
    labelNames: ['method', 'outcome'] as const,
    buckets: seconds,
    registers,
  });
  const databaseUp = gauge('dibs_database_up', 'Whether the database answers');
  const connectionsOpen = gauge('dibs_database_connections', 'Connections to the database that are open');
  const connectionsInUse = gauge('dibs_database_connections_in_use', 'Connections to the database that are in use');
  const outboxWaiting = gauge('dibs_outbox_waiting', 'Messages in the outbox that are to be delivered');
  const outboxGivenUp = gauge('dibs_outbox_given_up', 'Messages in the outbox that could not be delivered for a day');
  const outboxOldest = gauge('dibs_outbox_oldest_seconds', 'Age of the oldest message that is to be delivered');
  let processMetrics = false;

  async function lookAtDatabase() {
    const up = await answers();
    databaseUp.set(up ? 1 : 0);
    connectionsOpen.set(pool().open);
    connectionsInUse.set(pool().inUse);
    const state = up ? await outbox().catch(() => undefined) : undefined;
    outboxWaiting.set(state?.waiting ?? Number.NaN);
    outboxGivenUp.set(state?.givenUp ?? Number.NaN);
    outboxOldest.set(state?.oldestSeconds ?? Number.NaN);
  }

  return {
    contentType: registry.contentType,
    interactionBegan() {
      underWay.inc();
    },
    interactionEnded({ kind, name, outcome, seconds }) {
      underWay.dec();
      interactions.inc({ kind, name, outcome });
      interactionSeconds.observe({ kind, outcome }, seconds);
    },
    slackCall({ method, outcome, seconds }) {
      slackCalls.observe({ method, outcome }, seconds);
    },
    async text() {
      // Watching the event loop and the garbage collector costs a little: only where somebody looks.
      if (!processMetrics) collectDefaultMetrics({ register: registry });
      processMetrics = true;
      await lookAtDatabase();
      return registry.metrics();
    },
  };
}
