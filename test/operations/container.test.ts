import { execFile } from 'node:child_process';
import { access, cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { parse } from 'yaml';
import { startSlack } from '../../playground/slack.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { leaveDatabase, newMongoUri } from '../support/mongo.ts';
import { parameters, settings } from '../support/replica-set.ts';

const root = join(__dirname, '../..');
const read = (path: string) => readFile(join(root, path), 'utf8');
const run = promisify(execFile);

interface Service {
  environment?: Record<string, string>;
  networks: string[];
  ports?: string[];
  volumes?: string[];
  command?: string[];
  [key: string]: unknown;
}

interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
}

/** What a script for mongosh makes a new replica set of. */
function initiated(script: string): unknown[] {
  const made: unknown[] = [];
  const status = () => {
    if (made.length === 0) throw Object.assign(new Error('no replset config'), { codeName: 'NotYetInitialized' });
    return { members: [{ stateStr: 'PRIMARY' }] };
  };
  runInNewContext(script, { rs: { status, initiate: (config: unknown) => made.push(config) } });
  return made;
}

/** A Dockerfile's stages, each a list of its instructions. */
async function stages() {
  const lines = (await read('Dockerfile')).replaceAll('\\\n', ' ').split('\n');
  const all: [instruction: string, rest: string][][] = [];
  for (const line of lines.filter((line) => line.trim() !== '' && !line.startsWith('#'))) {
    const [, instruction = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (instruction === 'FROM') all.push([]);
    all.at(-1)?.push([instruction, rest]);
  }
  return all;
}

/** What config*.ts reads from the environment. */
async function variables() {
  const files = (await readdir(join(root, 'src'))).filter((name) => /^config.*\.ts$/.test(name));
  const sources = await Promise.all(files.map((name) => read(`src/${name}`)));
  return new Set(sources.flatMap((source) => [...source.matchAll(/^ +([A-Z][A-Z_]+): /gm)].map(([, name]) => name)));
}

describe('the image', () => {
  test('runs without root, looks at its own health, and takes nothing that isn’t there', async () => {
    const all = await stages();
    const last = new Map(all.at(-1));
    expect(last.get('USER')).toBe('node');
    expect(last.get('HEALTHCHECK')).toContain('/health');
    const { scripts } = JSON.parse(await read('package.json'));
    const command = String(scripts.start.split(' && ').at(-1));
    expect(JSON.parse(last.get('CMD') ?? '[]').join(' ')).toBe(command);
    expect(await read('docs/operations.md')).toContain(`ExecStart=/usr/bin/${command}\n`);
    const known = await variables();
    for (const [name] of (last.get('ENV') ?? '').split(' ').map((pair) => pair.split('=')))
      expect(known).toContain(name);
    const ignored = (await read('.dockerignore')).split('\n');
    const copied = all.flat().filter(([instruction, rest]) => instruction === 'COPY' && !rest.startsWith('--from'));
    for (const path of copied.flatMap(([, rest]) => rest.split(' ').slice(0, -1))) {
      await access(join(root, path));
      expect(ignored).toContain(`!${path}`);
    }
  });

  test('its own commands make an installation without development’s packages that starts with credentials', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dibs-image-'));
    const slack = await startSlack();
    const mongodbUri = newMongoUri();
    try {
      const [, packages = [], last = []] = await stages();
      for (const name of ['package.json', 'package-lock.json']) await cp(join(root, name), join(folder, name));
      for (const [, command] of packages.filter(([instruction]) => instruction === 'RUN'))
        await run('sh', ['-c', `${command} --prefer-offline`], { cwd: folder });
      expect(last.filter(([instruction]) => instruction === 'COPY').map(([, rest]) => rest.split(' ').at(-1))).toEqual([
        './',
        'node_modules',
        'dist/src',
      ]);
      await cp(join(root, 'dist/src'), join(folder, 'dist/src'), { recursive: true });

      const installed = await readdir(join(folder, 'node_modules'));
      for (const name of ['jest', 'typescript', 'playwright-core', '@sparticuz', '@swc', 'axe-core', 'fast-check'])
        expect(installed).not.toContain(name);
      const bot = await startBotProcess({
        slack,
        mongodbUri,
        installedIn: folder,
        environment: { NODE_ENV: 'production', BCRYPT_COST: '10' },
      });
      slack.deliverTo(bot.url);
      expect((await slack.person('ada').command('/task help')).text).toMatch(/What \/task does|\/task add/);
      expect(await bot.kill('SIGTERM')).toBe(0);

      const bare = { ...process.env, MONGODB_URI: mongodbUri, SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: '' };
      await expect(run(process.execPath, ['dist/src/main.js'], { cwd: folder, env: bare })).rejects.toThrow(
        /No Slack credentials are set, and the playground is not part of this installation/,
      );
    } finally {
      await slack.stop();
      await leaveDatabase(mongodbUri);
      await rm(folder, { recursive: true });
    }
  }, 180_000);
});

describe('compose.yaml', () => {
  let compose: Compose;
  beforeAll(async () => {
    compose = parse(await read('compose.yaml'), { merge: true }) as Compose;
  });

  test('two bots, without rights that they don’t need, whose variables are the bot’s', async () => {
    const bot = compose.services['bot'] as Service;
    expect(bot).toMatchObject({ deploy: { replicas: 2 }, read_only: true, tmpfs: ['/tmp'], cap_drop: ['ALL'] });
    const known = await variables();
    for (const name of Object.keys(bot.environment ?? {})) expect(known).toContain(name);
    expect(bot.ports).toEqual([`127.0.0.1:3000-3001:${bot.environment?.['PORT']}`]);
  });

  test('a replica set of three that nothing else reaches, made by the service that the bots wait for', () => {
    const nodes = ['mongo1', 'mongo2', 'mongo3'];
    const uri = new URL(compose.services['bot']?.environment?.['MONGODB_URI']?.replace(/,[^/]*/, '') ?? '');
    const set = uri.searchParams.get('replicaSet') ?? '';
    for (const name of nodes) {
      const node = compose.services[name] as Service;
      expect(compose.services['bot']?.environment?.['MONGODB_URI']).toContain(`${name}:27017`);
      expect(node.command).toEqual(expect.arrayContaining([`--replSet=${set}`, ...parameters]));
      expect(node.networks).toEqual(['data']);
      expect(node.ports).toBeUndefined();
      expect(node.volumes).toEqual([`${name}:/data/db`]);
      expect(Object.keys(compose.volumes)).toContain(name);
    }
    expect(compose.networks['data']?.internal).toBe(true);
    const members = nodes.map((name, _id) => ({ _id, host: `${name}:27017` }));
    expect(initiated(String(compose.services['replica-set']?.command))).toEqual([{ _id: set, members, settings }]);
    expect(compose.services['bot']?.['depends_on']).toEqual({
      'replica-set': { condition: 'service_completed_successfully' },
    });
  });
});

test('.env.example has each variable of config.ts, and no other', async () => {
  const named = [...(await read('.env.example')).matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name);
  const known = [...(await variables())].filter((name) => name !== 'NODE_ENV');
  expect(named.sort()).toEqual(known.sort());
});
