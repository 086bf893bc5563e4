import type mongoose from 'mongoose';
import { benchName } from '../support/database.ts';

/** One kind of command that the bot sent, as MongoDB's profiler saw it. */
export interface Plan {
  collection: string;
  command: string;
  /** As MongoDB sums it up: "IXSCAN { of: 1, accountId: 1 }". */
  summary: string;
  /** The filter's or pipeline's form, without values. */
  form: string;
  times: number;
  /** Of the one that looked at the most for what it brought. */
  keys: number;
  documents: number;
  returned: number;
}

/** Enough for some ten thousand commands. */
const profileBytes = 256 * 1024 * 1024;
/** Looking at so many for each that is returned, changed or deleted is no scan. */
const mostLookedAt = 2;

/** Has the database explain each command that the bot sends while `work` runs. */
export async function plansOf(database: mongoose.mongo.Db, work: () => Promise<void>): Promise<Plan[]> {
  await database.createCollection('system.profile', { capped: true, size: profileBytes });
  await database.command({ profile: 2 });
  try {
    await work();
  } finally {
    await database.command({ profile: 0 });
  }
  const theirs = { appName: { $ne: benchName }, ns: { $not: /system\.profile$/ }, planSummary: { $exists: true } };
  const plans = new Map<string, Plan>();
  for await (const entry of database.collection('system.profile').find(theirs)) {
    const plan = planOf(entry);
    const key = [plan.collection, plan.command, plan.summary, plan.form].join(' ');
    const known = plans.get(key);
    const worst = known && known.documents / known.returned > plan.documents / plan.returned ? known : plan;
    plans.set(key, { ...worst, times: (known?.times ?? 0) + 1 });
  }
  return [...plans.values()];
}

function planOf(entry: mongoose.mongo.BSON.Document): Plan {
  const { ns, op, command, planSummary, keysExamined = 0, docsExamined = 0 } = entry;
  const sent = op === 'getmore' ? entry['originatingCommand'] : command;
  const [name = op] = op === 'command' || op === 'query' || op === 'getmore' ? Object.keys(sent) : [];
  // A count returns one document: what it counts, at most as much as it is told.
  const limit = (sent.pipeline as { $limit?: number }[] | undefined)?.find((stage) => stage.$limit)?.$limit ?? 0;
  const changed = Number(entry['nMatched'] ?? entry['ndeleted'] ?? 0);
  return {
    collection: String(ns).replace(/^[^.]*\./, ''),
    command: String(name),
    summary: String(planSummary),
    form: formOf(sent.filter ?? sent.query ?? sent.q ?? sent.pipeline ?? {}),
    times: 1,
    keys: keysExamined,
    documents: docsExamined,
    returned: Math.max(1, Number(entry['nreturned'] ?? 0), changed, Math.min(limit, docsExamined)),
  };
}

/** `{ of: { $in: [ … ] }, _id: { $gt: … } }` of what has values. */
function formOf(value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map(formOf))].join(', ')}]`;
  if (typeof value !== 'object' || value === null || value instanceof Date) return '…';
  const parts = Object.entries(value).map(([name, one]) => `${name}: ${formOf(one)}`);
  return `{ ${parts.join(', ')} }`;
}

/** As long as the list of migrations, whatever else is stored. */
const tiny = ['migrations'];

/** What is wrong with it, in words; undefined where it looks at no more than it must. */
export function objectionTo(plan: Plan): string | undefined {
  const { collection, command, summary, form, documents, returned } = plan;
  const what = `${command} in ${collection} with ${form}`;
  if (/COLLSCAN/.test(summary) && !tiny.includes(collection))
    return `${what} scans the whole collection (${documents} documents)`;
  if (documents > mostLookedAt * returned && !tiny.includes(collection))
    return `${what} looks at ${documents} documents for ${returned}, by ${summary}`;
  return undefined;
}
