import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Person } from '../../playground/person.ts';

/** People who do all kinds of things in the seeded project P1, which has this many tasks. */
export const seededTasks = 120;

/** One interaction, and the title of the task that it was to add. */
export interface Acted {
  person: Person;
  answer: Answer;
  title?: string;
}

type Act = (person: Person, number: number) => Promise<Omit<Acted, 'person'>[]>;

const acts: Act[] = [
  async (person) => [{ answer: await person.command('/task') }],
  async (person, number) => [{ answer: await person.command(`/task claim P1-${(number % seededTasks) + 1}`) }],
  async (person) => [{ answer: await person.openHome() }],
  async (person, number) => {
    const title = `By command ${number}`;
    return [{ answer: await person.command(`/task add P1 ${title}`), title }];
  },
  async (person, number) => {
    const title = `By form ${number}`;
    const opened = await person.shortcut('task.new');
    if (!opened.view?.blocks.some((block) => block.type === 'input')) return [{ answer: opened }];
    const answer = await person.submit({ Title: title });
    person.close();
    return [{ answer: opened }, { answer, title }];
  },
  async (person) => {
    const shown = await person.command('/task P1-1');
    if (!shown.buttons.includes('History')) return [{ answer: shown }];
    return [{ answer: shown }, { answer: await person.press('History', { on: shown.message ?? failed() }) }];
  },
];

function failed(): never {
  throw new Error('buttons without a message');
}

let acted = 0;

/** People act at a steady pace while `work` goes on, each when they have got their last answer. */
export async function actDuring(people: Person[], perSecond: number, work: () => Promise<unknown>): Promise<Acted[]> {
  const all: Acted[] = [];
  let working = true;
  const acting = people.map(async (person, offset) => {
    await wait((1000 / perSecond) * offset);
    for (let turn = offset; working; turn++) {
      const act = acts[turn % acts.length] as Act;
      for (const one of await act(person, acted++)) all.push({ person, ...one });
      person.close();
      await wait((1000 / perSecond) * people.length * Math.random() * 2);
    }
  });
  await work();
  working = false;
  await Promise.all(acting);
  return all;
}
