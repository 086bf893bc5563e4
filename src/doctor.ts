import { examine } from './doctor/doctor.ts';

/** `npm run doctor`: ends with 0 when all is well. */
const well = await examine(undefined, (line) => void process.stdout.write(`${line}\n`));
process.exit(well ? 0 : 1);
