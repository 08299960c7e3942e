/** A bucket of any S3-compatible service. */
export type S3Settings = {
  /** Absent: Amazon's own, by region. */
  endpoint: string | undefined;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** The bucket stands in the path rather than in the host's name, as most services of one's own want it. */
  forcePathStyle: boolean;
};

type Source = { values: Record<string, string>; problems: string[] };

const names = [
  'S3_ENDPOINT',
  'S3_BUCKET',
  'S3_REGION',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'S3_FORCE_PATH_STYLE',
];

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, search, hash } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username + search + hash === '';
}

/** The object store of the settings, or undefined where none of them is set; one sentence for what is wrong. */
export function readS3({ values, problems }: Source): S3Settings | undefined {
  const given = names.filter((name) => values[name] !== undefined);
  if (given.length === 0) return undefined;
  const missing = ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'].filter(
    (name) => !given.includes(name),
  );
  if (missing.length > 0)
    problems.push(`Files in S3 need ${missing.join(' and ')} too, beside ${given.join(', ')}.`);
  const endpoint = values.S3_ENDPOINT;
  if (endpoint !== undefined && !isAddress(endpoint)) {
    problems.push('S3_ENDPOINT must be an address like https://s3.example.com.');
  }
  const bucket = values.S3_BUCKET ?? '';
  if (bucket !== '' && !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    problems.push(`S3_BUCKET must be the name of a bucket, like parley-files, not "${bucket}".`);
  }
  const style = values.S3_FORCE_PATH_STYLE ?? (endpoint === undefined ? 'false' : 'true');
  if (style !== 'true' && style !== 'false') {
    problems.push(`S3_FORCE_PATH_STYLE must be true or false, not "${style}".`);
  }
  return {
    endpoint,
    bucket,
    region: values.S3_REGION ?? 'us-east-1',
    accessKeyId: values.S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: values.S3_SECRET_ACCESS_KEY ?? '',
    forcePathStyle: style === 'true',
  };
}
