import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readConfig } from './config.ts';
import { deriveKey } from './secret-key.ts';
import { isStartProblem } from './start-problem.ts';

const root = mkdtempSync(join(tmpdir(), 'parley-config-'));
after(() => rmSync(root, { recursive: true }));
let folders = 0;
const newRoot = () => mkdtempSync(join(root, `${folders++}-`));
const secret = 'f3b1c9d87a6e5f40112233445566778899aabbccddeeff00';

function refusalOf(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env, newRoot());
  } catch (error) {
    assert.ok(isStartProblem(error), String(error));
    return error.message;
  }
  return 'accepted';
}

test('Without any setting everything has a default', () => {
  const at = newRoot();
  const { secretKey, ...config } = readConfig({}, at);
  assert.equal(secretKey.symmetricKeySize, 32);
  assert.deepEqual(config, {
    port: 3000,
    host: 'localhost',
    dataDir: join(at, 'data'),
    databaseUrl: undefined,
    databasePoolSize: 10,
    publicUrl: 'http://localhost:3000',
    logLevel: 'info',
    trustProxy: false,
    metricsToken: undefined,
    rateLimitPerMinute: 1200,
    smtpUrl: undefined,
    mailFrom: 'Parley <parley@localhost>',
    allowPrivateProviders: false,
    fileMostBytes: 26_214_400,
    importMostBytes: 524_288_000,
    fileQuotaBytes: 10_737_418_240,
    s3: undefined,
    secretFrom: 'data folder',
  });
});

test('Every setting is read', () => {
  const config = readConfig(
    {
      PORT: '8080',
      HOST: '0.0.0.0',
      DATA_DIR: 'elsewhere',
      DATABASE_URL: 'postgres://me:pw@db/crm',
      DATABASE_POOL_SIZE: '25',
      PUBLIC_URL: 'https://crm.example.com/',
      SECRET_KEY: secret,
      LOG_LEVEL: 'debug',
      TRUST_PROXY: '10.0.0.0/8, ::1',
      METRICS_TOKEN: 'a-token-of-some-length',
      SMTP_URL: 'smtps://mail.example.com',
      MAIL_FROM: 'Sales <sales@example.com>',
      ALLOW_PRIVATE_PROVIDERS: 'true',
      FILE_MAX_MB: '1',
      S3_ENDPOINT: 'https://s3.example.com',
      S3_BUCKET: 'files',
      S3_ACCESS_KEY_ID: 'id',
      S3_SECRET_ACCESS_KEY: 'secret',
    },
    newRoot(),
  );
  assert.equal(config.port, 8080);
  assert.equal(config.publicUrl, 'https://crm.example.com');
  assert.equal(config.secretFrom, 'setting');
  assert.deepEqual(config.trustProxy, ['10.0.0.0/8', '::1']);
  assert.equal(config.allowPrivateProviders, true);
  assert.match(config.dataDir, /elsewhere$/);
  assert.equal(config.fileMostBytes, 1_048_576);
  assert.deepEqual(config.s3, {
    endpoint: 'https://s3.example.com',
    bucket: 'files',
    region: 'us-east-1',
    accessKeyId: 'id',
    secretAccessKey: 'secret',
    forcePathStyle: true,
  });
});

// Setting, bad value, and what the one sentence must say.
const refusals: [string, string, RegExp][] = [
  ['PORT', '70000', /^PORT must be a whole number from 0 to 65535, not "70000"\.$/],
  ['PORT', '3e3', /^PORT must be a whole number/],
  ['PORT', '-1', /^PORT must be/],
  ['DATABASE_URL', 'mysql://root@db/x', /^DATABASE_URL must be an address like postgres:/],
  ['DATABASE_URL', 'db.example.com', /^DATABASE_URL must be/],
  ['DATABASE_POOL_SIZE', '1', /^DATABASE_POOL_SIZE must be a whole number from 2 to 1000/],
  ['PUBLIC_URL', 'crm.example.com', /^PUBLIC_URL must be the address that people open/],
  ['PUBLIC_URL', 'https://example.com/crm', /with no path/],
  ['PUBLIC_URL', 'ftp://example.com', /^PUBLIC_URL/],
  ['SECRET_KEY', 'short', /^SECRET_KEY must have at least 32 characters/],
  ['SECRET_KEY', 'a'.repeat(64), /^SECRET_KEY must have at least 32 characters that nobody can guess/],
  ['SECRET_KEY', 'change-me-change-me-change-me-0123456789', /^SECRET_KEY is a sample/],
  [
    'LOG_LEVEL',
    'loud',
    /^LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not "loud"\.$/,
  ],
  ['TRUST_PROXY', 'nginx', /^TRUST_PROXY must be true, false, a number of proxies/],
  ['TRUST_PROXY', '10.0.0.0/99', /^TRUST_PROXY/],
  ['RATE_LIMIT_PER_MINUTE', '0', /^RATE_LIMIT_PER_MINUTE must be a whole number from 10 /],
  ['METRICS_TOKEN', 'short', /^METRICS_TOKEN must have at least 16 characters/],
  ['SMTP_URL', 'https://mail', /^SMTP_URL must be an address like smtp:/],
  ['MAIL_FROM', 'nobody', /^MAIL_FROM must be an email address/],
  ['FILE_MAX_MB', '0', /^FILE_MAX_MB must be a whole number from 1 to 5000, not "0"\.$/],
  ['FILE_QUOTA_MB', 'all', /^FILE_QUOTA_MB must be a whole number/],
  [
    'S3_BUCKET',
    'files',
    /^Files in S3 need S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY too, beside S3_BUCKET\.$/,
  ],
  ['ALLOW_PRIVATE_PROVIDERS', 'yes', /^ALLOW_PRIVATE_PROVIDERS must be true or false, not "yes"\.$/],
];
for (const [name, value, sentence] of refusals) {
  test(`${name}=${value.slice(0, 24)} is refused in one sentence`, () => {
    const refusal = refusalOf({ [name]: value });
    assert.match(refusal, sentence);
    assert.equal(refusal.split('\n').length, 1);
  });
}

test('Settings of a bucket are refused one by one, and its secret is never repeated', () => {
  const bucket = { S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'hunter2' };
  for (const [name, value, sentence] of [
    ['S3_ENDPOINT', 's3.example.com', /^S3_ENDPOINT must be an address like https:/],
    ['S3_BUCKET', 'My Files', /^S3_BUCKET must be the name of a bucket/],
    ['S3_FORCE_PATH_STYLE', 'yes', /^S3_FORCE_PATH_STYLE must be true or false/],
  ] as const) {
    const refusal = refusalOf({ ...bucket, [name]: value });
    assert.match(refusal, sentence);
    assert.doesNotMatch(refusal, /hunter2|\n/);
  }
});

test('Several bad settings give one line each, and never a password', () => {
  const refusal = refusalOf({
    PORT: 'x',
    SMTP_URL: 'http://me:hunter2@mail',
    LOG_LEVEL: 'y',
    SECRET_KEY: 'hunter2',
  });
  assert.equal(refusal.split('\n').length, 4);
  assert.doesNotMatch(refusal, /hunter2/);
});

test('An empty setting is an unset one', () => {
  const config = readConfig({ PORT: '', DATABASE_URL: ' ', SECRET_KEY: '', PUBLIC_URL: '' }, newRoot());
  assert.equal(config.port, 3000);
  assert.equal(config.databaseUrl, undefined);
  assert.equal(config.secretFrom, 'data folder');
});

test('A .env file is read, and the environment wins over it', () => {
  const at = newRoot();
  writeFileSync(join(at, '.env'), '# comment\nPORT=4000\nLOG_LEVEL="warn"\nHOST=\n');
  const config = readConfig({ PORT: '5000', LOG_LEVEL: '' }, at);
  assert.equal(config.port, 5000);
  assert.equal(config.logLevel, 'warn');
  assert.equal(config.host, 'localhost');
});

test('ENV_FILE names another file than .env', () => {
  const at = newRoot();
  writeFileSync(join(at, '.env'), 'PORT=4000');
  writeFileSync(join(at, 'other'), 'PORT=4001');
  assert.equal(readConfig({ ENV_FILE: 'other' }, at).port, 4001);
  assert.equal(readConfig({ ENV_FILE: '/dev/null' }, at).port, 3000);
});

test('The sample file sets nothing, and names every setting that is read', () => {
  const sample = readFileSync(join(import.meta.dirname, '../../../.env.example'), 'utf8');
  const at = newRoot();
  writeFileSync(join(at, '.env'), sample);
  assert.deepEqual(readConfig({}, at).port, 3000);
  const source = readFileSync(join(import.meta.dirname, 'settings.ts'), 'utf8');
  const names = new Set(source.match(/\b[A-Z]+(?:_[A-Z]+)+\b|'PORT'|values\.HOST/g));
  for (const name of names) assert.match(sample, new RegExp(name.replace(/'|values\./g, '')), name);
});

test('The secret is made once, private, and kept', () => {
  const at = newRoot();
  const first = readConfig({}, at);
  const path = join(at, 'data/secret-key');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(statSync(join(at, 'data')).mode & 0o777, 0o700);
  assert.ok(first.secretKey.equals(readConfig({}, at).secretKey));
  assert.ok(!first.secretKey.equals(readConfig({}, newRoot()).secretKey));
  writeFileSync(path, 'damaged');
  assert.throws(() => readConfig({}, at), /kept secret .*secret-key is damaged; restore it/);
});

test('Each purpose has its own key, which follows from the secret', () => {
  const config = readConfig({ SECRET_KEY: secret }, newRoot());
  const again = readConfig({ SECRET_KEY: secret }, newRoot());
  assert.deepEqual(deriveKey(config, 'session'), deriveKey(again, 'session'));
  assert.notDeepEqual(deriveKey(config, 'session'), deriveKey(config, 'credentials'));
  assert.equal(deriveKey(config, 'session').length, 32);
});

test('A data folder that cannot be is refused in one sentence', () => {
  const at = newRoot();
  writeFileSync(join(at, 'file'), '');
  assert.throws(
    () => readConfig({ DATA_DIR: 'file' }, at),
    /^Error: DATA_DIR .*file cannot be created: a file is in its place\.$/,
  );
  assert.throws(() => readConfig({ DATA_DIR: 'file/below' }, at), /a file is in its place\.$/);
});

test('The configuration prints without its secret', () => {
  const config = readConfig({ SECRET_KEY: secret }, newRoot());
  assert.doesNotMatch(JSON.stringify(config), new RegExp(secret));
  assert.doesNotMatch(JSON.stringify(config), new RegExp(config.secretKey.export().toString('hex')));
});
