import { offset } from './time-zone.ts';

const minute = 60_000;
const hour = 60 * minute;
const opens = 9;
const closes = 18;

/** The first moment from then on at which people there are at work: on a weekday, between nine and six. */
export function workingTime(at: number, timeZone: string): number {
  for (let time = at; ; time += 15 * minute) {
    const there = new Date(time + offset(timeZone, time));
    const isWeekday = there.getUTCDay() >= 1 && there.getUTCDay() <= 5;
    if (isWeekday && there.getUTCHours() >= opens && there.getUTCHours() < closes) return time;
  }
}

/** Numbers from 0 to 1 that look random and are the same each time (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const hours = (count: number) => count * hour;
export const days = (count: number) => count * 24 * hour;
