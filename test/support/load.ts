import mongoose from 'mongoose';
import type { Answer, Person } from '../../playground/person.ts';
import { described, isLate } from './lateness.ts';

/** People who work in the seeded project P1 at a steady pace, and what they may be told meanwhile. */

const away = /nothing was saved|may not have been saved/;
const created = /You created P1-\d+/;

export const isAway = ({ text }: Answer) => away.test(text);

/** `title`: of the task that was to be added. */
export type Asked = Answer & { title?: string };

/** Over all attempts: what is done late is not taken for what is asked later. */
let added = 0;

/** Adds a task to P1. */
export async function add(person: Person): Promise<Asked> {
  const title = `Number ${++added}.`;
  return { ...(await person.command(`/task add P1 ${title}`)), title };
}

let read = 0;
const reads = ['/task mine', '/task list P1', '/project show P1', '/task'];

/** Every `everyAdd`th adds a task, the others read; each person comes to do both. */
export function ask(people: Person[], index: number, everyAdd: number): Promise<Asked> {
  const person = people[(index + Math.floor(index / people.length)) % people.length] as Person;
  return index % everyAdd === 0 ? add(person) : person.command(reads[read++ % reads.length] as string);
}

/** What people ask while `fault` goes on, in that order. */
export async function askDuring(
  people: Person[],
  { perSecond, everyAdd = 1 }: { perSecond: number; everyAdd?: number },
  fault: () => Promise<void>,
): Promise<Asked[]> {
  const answers: Promise<Asked>[] = [];
  const started = performance.now();
  const timer = setInterval(() => {
    // Timers come late on a busy machine: what is due by now is asked now.
    while (answers.length < ((performance.now() - started) / 1000) * perSecond)
      answers.push(ask(people, answers.length, everyAdd));
  }, 5);
  await fault();
  clearInterval(timer);
  return Promise.all(answers);
}

/** For how long a database is away: shortly in CI (docs/faults.md). */
export const faultSeconds = Number(process.env['DIBS_FAULT_SECONDS'] ?? 6);

/** Each that wasn't late was answered by a message, and none by that something went wrong (S5). */
export function expectNothingWrong(answers: Answer[]) {
  expect(answers.filter((answer) => answer.kind !== 'message' && !isLate(answer)).map(described)).toEqual([]);
  expect(answers.filter(({ text }) => /Something went wrong/.test(text)).map(({ text }) => text)).toEqual([]);
}

/** What was acknowledged is there, and what was said not to be saved is not. */
export async function expectNothingLost(uri: string, answers: Asked[]) {
  const saved = new Set(
    await onDatabase(uri, async (database) =>
      (await database.collection('tasks').find().toArray()).map((task) => String(task['title'])),
    ),
  );
  const isSaved = ({ title }: Asked) => title !== undefined && saved.has(title);
  const lost = answers.filter((answer) => created.test(answer.text) && !isSaved(answer));
  expect(lost.map(({ text }) => text)).toEqual([]);
  const phantom = answers.filter((answer) => /nothing was saved/.test(answer.text) && isSaved(answer));
  expect(phantom.map(({ text }) => text)).toEqual([]);
}

/** How many milliseconds until five people in a row are served; no more than half a minute is waited. */
export async function untilWell(people: Person[]): Promise<number> {
  const since = performance.now();
  for (let served = 0; served < 5; ) {
    const { text } = await (people[served] as Person).command('/task add P1 Well again');
    served = created.test(text) ? served + 1 : 0;
    if (performance.now() - since > 30_000) break;
  }
  return performance.now() - since;
}

export async function onDatabase<T>(uri: string, work: (database: mongoose.mongo.Db) => Promise<T>): Promise<T> {
  const client = new mongoose.mongo.MongoClient(uri);
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}
