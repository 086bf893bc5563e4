import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, constants, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const outsideThePath = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

interface Chromium {
  executable: string;
  environment: NodeJS.ProcessEnv;
}

/**
 * A Chromium to start: `CHROMIUM`, one that is installed, or on Linux x64 the one inside the npm package. Raises a
 * sentence that says what to do where there is none, so that no test passes by not being run.
 */
export async function findChromium(variables: NodeJS.ProcessEnv): Promise<Chromium> {
  const onPath = (variables['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const candidates = [variables['CHROMIUM'] ?? '', ...onPath, ...outsideThePath];
  const installed = (await Promise.all(candidates.map(isExecutable))).indexOf(true);
  if (installed >= 0) return { executable: candidates[installed] as string, environment: { ...variables } };
  if (process.platform === 'linux' && process.arch === 'x64') return unpacked(variables);
  throw new Error('There is no Chromium: install one, or set CHROMIUM to its path.');
}

const isExecutable = (path: string) =>
  access(path || '/nowhere', constants.X_OK).then(
    () => true,
    () => false,
  );

/** The package's own Chromium, unpacked once beside the packages, with the libraries and the font it comes with. */
async function unpacked(variables: NodeJS.ProcessEnv): Promise<Chromium> {
  const { version } = JSON.parse(await readFile('node_modules/@sparticuz/chromium/package.json', 'utf8'));
  const cache = resolve('node_modules/.cache');
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) await unpack(cache, folder, variables);
  const executable = join(folder, 'chromium');
  const environment: NodeJS.ProcessEnv = { ...variables, FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  const { stdout } = await run('ldd', [executable]);
  if (stdout.includes('not found')) environment['LD_LIBRARY_PATH'] = join(folder, 'al2023/lib');
  return { executable, environment };
}

/** In a process of its own, since the package unpacks into the temporary folder; several may do it at once. */
async function unpack(cache: string, folder: string, variables: NodeJS.ProcessEnv) {
  await mkdir(cache, { recursive: true });
  const temporary = await mkdtemp(join(cache, 'chromium-'));
  const script = "require('@sparticuz/chromium').executablePath().catch((error) => { throw error; })";
  // This variable makes it unpack the shared libraries, too.
  const environment = { ...variables, TMPDIR: temporary, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' };
  await run(process.execPath, ['-e', script], { env: environment });
  await writeFile(join(temporary, 'fonts.conf'), fonts(folder));
  await rename(temporary, folder).catch(async (error) => {
    await rm(temporary, { recursive: true });
    if (!existsSync(folder)) throw error;
  });
}

/** The same letters on every machine, and the system's for what they lack. */
const fonts = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
  <alias binding="strong"><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="strong"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;
