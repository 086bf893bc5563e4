import { hung, unheard, unwell } from '../support/weather.ts';
import { answeredAsEver } from './slack-storms.ts';

answeredAsEver([
  ['answers 503 for half a minute', unwell, 30_000],
  ['answers 503 and has done it', unheard(unwell), 8000],
  ['hangs', hung, 15_000],
]);
