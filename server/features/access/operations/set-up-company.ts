import { hashPassword } from 'better-auth/crypto';
import { Problem } from '#domain/problems.ts';
import type { SetupBody } from '#domain/settings.ts';
import type { PublicContext } from '#platform/http/endpoint.ts';
import { isSetUp } from '../queries-setup.ts';
import { createCompany } from './create-company.ts';
import type { Me } from './describe-me.ts';
import { welcome } from './sign-in.ts';

/**
 * The first start: makes the company, its first entity and its administrator, once, and signs them in. Of calls that come
 * together the database lets one through: `setup_happens_once`.
 */
export async function setUpCompany(context: PublicContext, body: SetupBody): Promise<Me> {
  const { services, origin, requestId, headers } = context;
  if (await isSetUp(services.pool)) throw alreadySetUp();
  const { organisationName, name, email, password, currency, country, timeZone } = body;
  await createCompany(services, {
    organisationName,
    currency,
    country,
    timeZone,
    locale: headers.get('accept-language')?.toLowerCase().startsWith('ar') ? 'ar' : 'en',
    administrator: { name, email, passwordHash: await hashPassword(password) },
    firstSetup: true,
    origin,
    requestId,
  }).catch((error: unknown) => {
    throw (error as { constraint?: string }).constraint === 'setup_happens_once' ? alreadySetUp() : error;
  });
  const entered = await services.signIn.enter({ email, password }, origin);
  if ('challenge' in entered) throw new Error('A new person has no second factor.');
  for (const cookie of entered.cookies) context.setHeader('set-cookie', cookie);
  return welcome(context, entered.membership);
}

function alreadySetUp(): Problem {
  return new Problem('already_set_up', { detail: 'This installation has its company already; sign in.' });
}
