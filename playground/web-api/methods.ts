import type { State } from '../state.ts';
import { chatMethods } from './chat.ts';
import type { Uploads } from './files.ts';
import { historyMethods } from './history.ts';
import { peopleMethods } from './people.ts';
import type { Method } from './result.ts';
import { viewMethods } from './views.ts';

/** The methods of Slack's Web API that the simulated Slack has, and their errors. */
export function webApi(state: State, uploads: Uploads): Record<string, Method> {
  return {
    ...peopleMethods(state),
    ...viewMethods(state),
    ...chatMethods(state),
    ...historyMethods(state),
    ...uploads.methods,
  };
}
