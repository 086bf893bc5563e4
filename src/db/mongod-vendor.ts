import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

/** A network that drops packets would be waited for minutes; one that works sends the first bytes within these. */
const firstMilliseconds = 5000;
/** While it downloads there is a line every two seconds; unpacking goes without. */
const silentMilliseconds = 45_000;

const script = `
  require(process.argv[1]).MongoBinary.getPath({ checkMD5: true }).then(
    (path) => process.stdout.write('\\nmongod at ' + path + '\\n'),
    (error) => { process.stderr.write(error.message + '\\n'); process.exitCode = 1; },
  );
`;

/**
 * MongoDB's own build, by the library that knows which one fits this machine and keeps what it fetched. It runs in a
 * process of its own, so that it can be given up and what it prints can be shown as progress.
 */
export async function fetchFromVendor(variables: NodeJS.ProcessEnv, report: (line: string) => void): Promise<string> {
  report('Looking for a MongoDB server to download (once)…');
  const library = createRequire(import.meta.url).resolve('mongodb-memory-server-core');
  const child = spawn(process.execPath, ['-e', script, library], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // One try, and a certificate that is checked: the library's defaults are three tries and none.
    env: { MONGOMS_MAX_RETRIES: '1', ...variables, npm_config_strict_ssl: 'true' },
  });
  const giveUp = () => void child.kill('SIGKILL');
  let silence = setTimeout(giveUp, firstMilliseconds);
  let path: string | undefined;
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    clearTimeout(silence);
    silence = setTimeout(giveUp, silentMilliseconds);
    for (const line of chunk.split(/[\r\n]+/)) {
      if (line.startsWith('mongod at ')) path = line.slice('mongod at '.length);
      else if (line.startsWith('Downloading')) report(line);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complaint += chunk;
  });
  try {
    await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  } finally {
    clearTimeout(silence);
  }
  if (path) return path;
  const reason = complaint.trim().split('\n').at(-1) || "MongoDB's host does not answer";
  throw new Error(`MongoDB's download: ${reason}`);
}
