import { isIP } from 'node:net';
import { readS3, type S3Settings } from './s3-settings.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const megabyte = 1024 * 1024;

/** The settings as written, before anything on disk is touched. */
export type Settings = {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  databasePoolSize: number;
  publicUrl: string;
  secretKey: string | undefined;
  logLevel: LogLevel;
  trustProxy: boolean | number | string[];
  metricsToken: string | undefined;
  rateLimitPerMinute: number;
  smtpUrl: string | undefined;
  mailFrom: string;
  allowPrivateProviders: boolean;
  /** Bytes. */
  fileMostBytes: number;
  importMostBytes: number;
  fileQuotaBytes: number;
  s3: S3Settings | undefined;
};

// A parser answers with its value, or adds one sentence to the problems and answers with the fallback.
type Source = { values: Record<string, string>; problems: string[] };

/**
 * Parses non-empty values by name. Pure: reads no file and no global. `problems` has one sentence for each bad
 * setting; the settings are only good when it is empty.
 */
export function readSettings(values: Record<string, string>): { settings: Settings; problems: string[] } {
  const from: Source = { values, problems: [] };
  const port = readWhole(from, 'PORT', { fallback: 3000, min: 0, max: 65_535 });
  const publicUrl = readPublicUrl(from, port);
  const settings: Settings = {
    port,
    host: values.HOST ?? 'localhost',
    dataDir: values.DATA_DIR ?? 'data',
    databaseUrl: readUrl(from, 'DATABASE_URL', ['postgres:', 'postgresql:'], 'postgres://user@host/database'),
    databasePoolSize: readWhole(from, 'DATABASE_POOL_SIZE', { fallback: 10, min: 2, max: 1000 }),
    publicUrl,
    secretKey: values.SECRET_KEY,
    logLevel: readLogLevel(from),
    trustProxy: readTrustProxy(from),
    metricsToken: readMetricsToken(from),
    rateLimitPerMinute: readWhole(from, 'RATE_LIMIT_PER_MINUTE', {
      fallback: 1200,
      min: 10,
      max: 10_000_000,
    }),
    smtpUrl: readUrl(from, 'SMTP_URL', ['smtp:', 'smtps:'], 'smtp://user:password@host:587'),
    mailFrom: readMailFrom(from, publicUrl),
    allowPrivateProviders: readSwitch(from, 'ALLOW_PRIVATE_PROVIDERS'),
    fileMostBytes: readWhole(from, 'FILE_MAX_MB', { fallback: 25, min: 1, max: 5000 }) * megabyte,
    importMostBytes: readWhole(from, 'IMPORT_MAX_MB', { fallback: 500, min: 1, max: 5000 }) * megabyte,
    fileQuotaBytes: readWhole(from, 'FILE_QUOTA_MB', { fallback: 10_240, min: 1, max: 1e9 }) * megabyte,
    s3: readS3(from),
  };
  return { settings, problems: from.problems };
}

function readWhole(
  from: Source,
  name: string,
  range: { fallback: number; min: number; max: number },
): number {
  const text = from.values[name];
  if (text === undefined) return range.fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= range.min && value <= range.max) return value;
  from.problems.push(`${name} must be a whole number from ${range.min} to ${range.max}, not "${text}".`);
  return range.fallback;
}

function readSwitch(from: Source, name: string): boolean {
  const text = from.values[name];
  if (text === undefined || text === 'false') return false;
  if (text !== 'true') from.problems.push(`${name} must be true or false, not "${text}".`);
  return text === 'true';
}

// The value may hold a password, so the sentence never repeats it.
function readUrl(from: Source, name: string, protocols: string[], example: string): string | undefined {
  const text = from.values[name];
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    from.problems.push(`${name} must be an address like ${example}.`);
  }
  return text;
}

function readPublicUrl(from: Source, port: number): string {
  const text = from.values.PUBLIC_URL;
  if (text === undefined) return `http://localhost:${port}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url && url.search === '' && url.hash === '' && url.username === '' && url.pathname === '/';
  if (plain && (url.protocol === 'http:' || url.protocol === 'https:')) return url.origin;
  from.problems.push(
    `PUBLIC_URL must be the address that people open, like https://crm.example.com with no path, not "${text}".`,
  );
  return `http://localhost:${port}`;
}

function readLogLevel(from: Source): LogLevel {
  const text = from.values.LOG_LEVEL ?? 'info';
  const level = logLevels.find((known) => known === text);
  if (level === undefined) {
    from.problems.push(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${text}".`);
  }
  return level ?? 'info';
}

function readTrustProxy(from: Source): boolean | number | string[] {
  const text = from.values.TRUST_PROXY ?? 'false';
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  const ranges = text.split(',').map((part) => part.trim());
  if (ranges.every(isAddressOrRange)) return ranges;
  from.problems.push(
    `TRUST_PROXY must be true, false, a number of proxies, or addresses like 10.0.0.0/8,127.0.0.1, not "${text}".`,
  );
  return false;
}

function isAddressOrRange(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function readMetricsToken(from: Source): string | undefined {
  const text = from.values.METRICS_TOKEN;
  if (text !== undefined && !/^\S{16,}$/.test(text)) {
    from.problems.push('METRICS_TOKEN must have at least 16 characters and no spaces.');
  }
  return text;
}

function readMailFrom(from: Source, publicUrl: string): string {
  const fallback = `Parley <parley@${new URL(publicUrl).hostname}>`;
  const text = from.values.MAIL_FROM ?? fallback;
  const address = /<([^<>]*)>$/.exec(text)?.[1] ?? text;
  if (/^[^\s@<>"]+@[^\s@<>"]+$/.test(address) && !hasControlCharacter(text)) return text;
  from.problems.push(`MAIL_FROM must be an email address, like Sales <sales@example.com>, not "${text}".`);
  return fallback;
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}
