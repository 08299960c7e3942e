import { parseArgs } from 'node:util';
import { email as emailSchema, text } from '#domain/fields.ts';
import { isProblem } from '#domain/problems.ts';
import { makeAdministrator } from '#features/access/operations/make-administrator.ts';
import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import { startProblem } from '#platform/config/start-problem.ts';
import { newId } from '#platform/database/id.ts';
import { resetLink } from '#platform/sign-in/mail-reset-link.ts';
import { besideServer, findCompany } from '../beside-server.ts';

type Wanted = { email: string; name: string; company: string | undefined; withoutSecondFactor: boolean };

/**
 * For whoever is locked out: makes a member administrator of the whole company, adding or reactivating them, and prints a
 * link with which they set their password, once, within an hour. A running Parley may go on.
 */
export async function run(args: string[]): Promise<number> {
  const wanted = readWanted(args);
  return besideServer('create-admin', async (services) => {
    const orgId = await findCompany(services.pool, wanted.company);
    if (orgId === null) {
      throw startProblem('There is no company yet; start Parley and open it in a browser to name yours.');
    }
    const principal = await loadSystem(services.pool, orgId, 'create-admin');
    const options = { access: 'write', requestId: newId(), checkAccessVersion: false } as const;
    const done = await runCall(services, principal, options, (call) => makeAdministrator(call, wanted)).catch(
      (error: unknown) => {
        throw isProblem(error) ? startProblem(error.message, error) : error;
      },
    );
    const link = resetLink(services.config, await services.signIn.makeResetToken(wanted.email));
    const what = done === 'added' ? 'was added as' : 'is';
    console.log(`${wanted.email} ${what} an administrator. Set the password within one hour:\n\n  ${link}\n`);
    return 0;
  });
}

function readWanted(args: string[]): Wanted {
  const { values } = parseArgs({
    args,
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      company: { type: 'string' },
      'reset-second-factor': { type: 'boolean', default: false },
    },
  });
  const email = emailSchema.safeParse(values.email);
  if (!email.success) throw startProblem('create-admin needs --email with an email address.');
  const name = text(120).safeParse(values.name ?? email.data.split('@', 1)[0]);
  if (!name.success) throw startProblem('--name must be one line of at most 120 characters.');
  const withoutSecondFactor = values['reset-second-factor'];
  return { email: email.data, name: name.data, company: values.company, withoutSecondFactor };
}
