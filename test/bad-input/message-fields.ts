import { bad, type FieldCase } from '#test/build/field-cases.ts';
import { sendingBodies, sendingTables } from './sending-fields.ts';

const long = 'x'.repeat(501);
const secret = (path: string): FieldCase[] => [
  [path, long, 'too_long'],
  [path, 7, 'invalid_type'],
];

const email: FieldCase[] = [
  ...bad.requiredLine('host', 253),
  ['host', 'mail server', 'invalid_format'],
  ['host', 'mail.example/inbox', 'invalid_format'],
  ['host', 'user@mail.example', 'invalid_format'],
  ['host', '127.0.0.1', 'private_address'],
  ['host', '169.254.169.254', 'private_address'],
  ['host', '[::1]', 'private_address'],
  ['port', 0, 'out_of_range'],
  ['port', 65_536, 'out_of_range'],
  ['port', 25.5, 'too_many_decimals'],
  ['port', '25', 'invalid_type'],
  ['port', null, 'required'],
  ...bad.requiredWord('security'),
  ...bad.line('username', 254),
  ['username', null, 'required'],
  ...secret('password'),
  ...bad.requiredLine('fromName', 120),
  ...bad.email('fromAddress'),
  ['fromAddress', null, 'required'],
  ...bad.line('replyDomain', 253),
  ['replyDomain', 'localhost', 'invalid_format'],
  ['replyDomain', 'in northwind.example', 'invalid_format'],
];

const sms: FieldCase[] = [
  ...bad.requiredLine('baseUrl', 2000),
  ['baseUrl', 'ftp://sms.example', 'invalid_url'],
  ['baseUrl', 'https://user:secret@sms.example', 'invalid_url'],
  ['baseUrl', 'https://sms.example/?a=b', 'invalid_url'],
  ['baseUrl', 'http://8.8.8.8', 'invalid_url'],
  ['baseUrl', 'https://127.0.0.1', 'private_address'],
  ...bad.requiredLine('accountSid', 64),
  ['accountSid', 'AC/../1', 'invalid_format'],
  ...secret('authToken'),
  ['authToken', null, 'required'],
  ...bad.requiredLine('from', 40),
];

/** The settings of the channels through which messages leave. */
export const messageTables: Record<string, FieldCase[]> = {
  ...sendingTables,
  'PUT /settings/email': email,
  'POST /settings/email/test': [...bad.email('to'), ['to', null, 'required']],
  'PUT /settings/sms': sms,
  'POST /settings/sms/test': [...bad.phone('to'), ['to', null, 'required']],
};

export const messageBodies: Record<string, unknown> = {
  ...sendingBodies,
  'PUT /settings/email': {
    host: '8.8.8.8',
    port: 587,
    security: 'starttls',
    username: 'sales',
    password: 'secret',
    fromName: 'Sales',
    fromAddress: 'sales@northwind.example',
  },
  'POST /settings/email/test': { to: 'nora@customer.example' },
  'PUT /settings/sms': {
    baseUrl: 'https://8.8.8.8',
    accountSid: 'AC1',
    authToken: 'token',
    from: '+4915112345678',
  },
  'POST /settings/sms/test': { to: '+962791234567' },
};
