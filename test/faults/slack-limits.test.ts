import { tooMany } from '../support/weather.ts';
import { answeredAsEver } from './slack-storms.ts';

answeredAsEver([
  ['answers 429 with one second', tooMany(1), 5000],
  ['answers 429 with thirty seconds', tooMany(30), 5000],
]);
