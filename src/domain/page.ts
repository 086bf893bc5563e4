/** A page of a list. The cursors go back into the query that gave it; without one there is nothing that way. */
export interface Page<T> {
  items: T[];
  previous?: string;
  next?: string;
}

/** "<ID": what stands before that item in the list; ">ID": what stands after it. */
export const cursorPattern = /^[<>][0-9a-f]{24}$/;

/** Things are counted so far; from here on people read that there may be more. */
export const mostCounted = 100;

export interface PageRequest {
  cursor?: string | undefined;
  size: number;
}
