import { setTimeout as wait } from 'node:timers/promises';
import type { Actor, Delivery, Visitor } from '../domain/actor.ts';
import { AlreadyDone, DatabaseAway, Refusal } from '../domain/refusal.ts';
import { ends } from '../interaction.ts';
import type { Log } from '../log.ts';
import { explain, explainUnshown } from '../services/explain.ts';
import { turns } from '../services/turns.ts';
import type { Clients } from './clients.ts';
import { homes } from './homes.ts';
import { type InTurn, inTime } from './in-time.ts';
import type { Outcome } from './outcome.ts';
import { present, presentRepeated } from './present.ts';
import type { Routes } from './routes.ts';
import type { Where } from './surfaces.ts';

/** What is done must be done by then, so that a person is answered within 2.5 s (S4). */
const workMilliseconds = 2000;
/** A form is acknowledged within 3 s, whether Home behind it is shown or not. */
const homeMilliseconds = 500;
/** More at once than the database has connections only make each other late. */
const mostAtOnce = 32;

/** What a Slack user asked for, whom, and where they are looking. */
interface Interaction extends Where {
  key: string;
}

type Work = (visitor: Visitor) => Promise<Outcome>;

/** A delivery that is worked on. */
interface First {
  delivery: Delivery;
  ended: Promise<unknown>;
}

export interface Answering {
  routes: Routes;
  clients: Clients;
  clock: () => Date;
  log: Log;
  /** Who a Slack user is here; undefined without an account. */
  actorOf(visitor: Visitor): Promise<Actor | undefined>;
  /** Whether a delivery's change was made before (S3). */
  seen(delivery: Delivery): Promise<boolean>;
}

/**
 * Does what somebody asks for, in time, and shows what came of it where they look: a Refusal on the surface it belongs
 * on, any other error as a sentence with a reference.
 */
export function answering(given: Answering) {
  const { clients, clock, log, seen } = given;
  const underWay = new Set<Promise<unknown>>();
  const firsts = new Map<string, First>();
  const inTurn = turns(mostAtOnce);
  const publish = homes({ ...given, inTurn }, given.actorOf);

  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work)).catch(() => undefined);
    return work;
  };

  /** Home behind an answer: waited for a little, and what becomes of it changes no answer (S4). */
  const behind = (work: Promise<unknown>): Promise<unknown> => {
    const told = work.catch((error: unknown) => log.warn('Home was not brought up to date', error));
    return Promise.race([track(told), wait(homeMilliseconds, undefined, { ref: false })]);
  };

  function visitorOf({ user, installationId, key }: Interaction): Visitor {
    return { ...user, installationId, now: clock(), delivery: { key, deadline: Date.now() + workMilliseconds } };
  }

  /** The work's outcome; what went wrong as words; undefined where a delivery came twice and there is nothing to say. */
  async function outcomeOf(visitor: Visitor, work: Work) {
    const { delivery } = visitor;
    const first = firsts.get(delivery.key);
    if (first) return outcomeOfCopy(first, visitor, work);
    const ended = outcomeInTurn(visitor, work, inTurn);
    firsts.set(delivery.key, { delivery, ended });
    try {
      return await ended;
    } finally {
      firsts.delete(delivery.key);
    }
  }

  /**
   * Of copies that are here at once one is worked on, and the others wait for it: together they would only collide. What
   * it changed isn't tried again (S3). Else they are worked on, and don't share its outcome: a form that is sent again,
   * corrected, is a copy, too.
   */
  function outcomeOfCopy(first: First, visitor: Visitor, work: Work) {
    const afterFirst: InTurn = async (begin) => {
      await first.ended;
      return inTurn(begin);
    };
    const unlessDone = async () => {
      if (first.delivery.done || (await seen(visitor.delivery))) throw new AlreadyDone();
      return work(visitor);
    };
    return outcomeInTurn(visitor, unlessDone, afterFirst, first.delivery);
  }

  async function outcomeInTurn(visitor: Visitor, work: Work, turn: InTurn, first?: Delivery) {
    try {
      return { outcome: await inTime(() => work(visitor), { inTurn: turn }) };
    } catch (error) {
      if (error instanceof AlreadyDone) return ends('repeated');
      // What was done may be refused to be shown: who has just claimed a task is removed from its project.
      if (error instanceof Refusal && visitor.delivery.done) return { trouble: explainUnshown(error, log) };
      if (error instanceof Refusal && (await seen(visitor.delivery).catch(() => false))) return ends('repeated');
      return { trouble: troubleOf(error, visitor, first) };
    }
  }

  const troubleOf = (error: unknown, { delivery }: Visitor, first?: Delivery) =>
    explain(delivery.sent || first?.sent ? unsure(error) : error, log);

  /** Does the work and shows what came of it. For a command or a form, returns what the acknowledgement is to carry. */
  async function answer(interaction: Interaction, work: Work) {
    const visitor = visitorOf(interaction);
    const presenting = { clients, visitor, publish, behind };
    const result = await outcomeOf(visitor, work);
    if (!result) return presentRepeated(interaction);
    try {
      return await present(result, interaction, presenting);
    } catch (error) {
      if (error instanceof AlreadyDone) return ends('repeated');
      const trouble = visitor.delivery.done ? explainUnshown(error, log) : troubleOf(error, visitor);
      return present({ trouble }, interaction, presenting);
    }
  }

  return {
    answer,
    visitorOf,
    inTurn,
    /** Work that is waited for before the process ends. */
    track,
    async drain() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

/** What was lost after a change was sent may have been saved all the same: it was only not shown. */
function unsure(error: unknown): unknown {
  return error instanceof DatabaseAway ? new DatabaseAway('unknown', error.cause) : error;
}
