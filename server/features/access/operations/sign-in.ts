import { isProblem, Problem } from '#domain/problems.ts';
import type { CodeBody, SignInBody } from '#domain/sign-in.ts';
import { audit } from '#platform/access/call.ts';
import { loadMember } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import type { PublicContext } from '#platform/http/endpoint.ts';
import { wrongCredentials } from '#platform/sign-in/refusals.ts';
import { countAttempt, forgiveAttempt } from '#platform/sign-in/throttle.ts';
import type { Challenge, Membership, SignedIn } from '#platform/sign-in/types.ts';
import { evenly } from '../evenly.ts';
import { auditVisitor } from '../traces.ts';
import { describeMe, type Me } from './describe-me.ts';

const failureMs = 400;
const failures = ['wrong_credentials', 'wrong_code'] as const;

type Step = {
  attempt: { email?: string; ip: string | null };
  /** Whom the attempt is about, as far as anybody can tell. */
  find(): Promise<Membership | null>;
  enter(): Promise<SignedIn | Challenge>;
};

/** Signs a member in by email and password, and by the code of their second factor when it is sent along. */
export function signIn(context: PublicContext, given: SignInBody): Promise<Me> {
  const { signIn: door } = context.services;
  return take(context, {
    attempt: { email: given.email, ip: context.origin.ip },
    find: () => door.findMembership(given.email),
    enter: () => door.enter(given, context.origin),
  });
}

/** The second step, for whoever was challenged: the browser brings the challenge back as a cookie. */
export function signInWithCode(context: PublicContext, { code }: CodeBody): Promise<Me> {
  const { signIn: door } = context.services;
  return take(context, {
    attempt: { ip: context.origin.ip },
    find: () => door.findChallenged(context),
    enter: () => door.enterWithCode(context, code),
  });
}

async function take(context: PublicContext, step: Step): Promise<Me> {
  return evenly(failureMs, failures, async () => {
    await countAttempt(context.services, step.attempt);
    const entered = await enter(context, step);
    for (const cookie of entered.cookies) context.setHeader('set-cookie', cookie);
    await forgiveAttempt(context.services, step.attempt, { whole: !('challenge' in entered) });
    if ('challenge' in entered) {
      throw new Problem('second_factor_required', {
        detail: 'Send the code of the authenticator app, or a backup code.',
      });
    }
    return welcome(context, entered.membership);
  });
}

async function enter(context: PublicContext, step: Step): Promise<SignedIn | Challenge> {
  const { services } = context;
  const about = await step.find();
  try {
    const entered = await step.enter();
    if ('challenge' in entered) return entered;
    const { orgId, memberId } = entered.membership;
    if (await loadMember(services.pool, orgId, memberId)) return entered;
    await services.signIn.turnAway(entered);
    throw wrongCredentials();
  } catch (error) {
    if (about && isProblem(error)) {
      await auditVisitor(context, about, { action: 'sign_in.failed', after: { reason: error.code } });
    }
    throw error;
  }
}

/** What a browser hears that has just been let in; the cookies are set already. */
export async function welcome(
  { services, requestId, origin }: PublicContext,
  { orgId, memberId }: Membership,
): Promise<Me> {
  const principal = await loadMember(services.pool, orgId, memberId);
  if (!principal) throw wrongCredentials();
  const options = { access: 'write', requestId, origin, checkAccessVersion: false } as const;
  return runCall(services, principal, options, async (call) => {
    audit(call, { action: 'sign_in.succeeded', recordKind: 'member', recordId: memberId });
    return describeMe(call);
  });
}
