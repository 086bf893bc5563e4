import type { Sending } from '../support/load.ts';

/** What is sent again and again in each size. */
export interface Row {
  /** As the table of routes names it: "/task claim", "button task.claim", "form task.add", "shortcut task.new". */
  route: string;
  /** What of it, where there are several. */
  about: string;
  make(count: number): Promise<Sending[]>;
  /** How many at once; one after another unless given. */
  atOnce?: number;
}

export const nameOf = ({ route, about }: Row) => (about ? `${route}, ${about}` : route);
