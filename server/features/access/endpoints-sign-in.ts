import { z } from 'zod';
import { uuid } from '#domain/fields.ts';
import { profilePatch } from '#domain/members.ts';
import { setupBody } from '#domain/settings.ts';
import {
  codeBody,
  passwordBody,
  passwordChangeBody,
  passwordForgottenBody,
  passwordResetBody,
  signInBody,
} from '#domain/sign-in.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { meAnswer, sessionsAnswer, setupAnswer, totpAnswer } from './answers.ts';
import { askForPasswordReset } from './operations/ask-for-password-reset.ts';
import { changePassword } from './operations/change-password.ts';
import { changeProfile } from './operations/change-profile.ts';
import { confirmSecondFactor } from './operations/confirm-second-factor.ts';
import { describeMe } from './operations/describe-me.ts';
import { disableSecondFactor } from './operations/disable-second-factor.ts';
import { enableSecondFactor } from './operations/enable-second-factor.ts';
import { endSession } from './operations/end-session.ts';
import { readMe } from './operations/read-me.ts';
import { resetPassword } from './operations/reset-password.ts';
import { setUpCompany } from './operations/set-up-company.ts';
import { signIn, signInWithCode } from './operations/sign-in.ts';
import { signOut } from './operations/sign-out.ts';
import { requirePerson } from './person.ts';
import { isSetUp } from './queries-setup.ts';

const tag = 'Sign-in';

const doors: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/setup',
    summary: 'Say whether this installation still needs its company.',
    tag,
    access: 'public',
    answer: setupAnswer,
    run: async ({ services }) => ({ needed: !(await isSetUp(services.pool)) }),
  }),
  endpoint({
    method: 'POST',
    path: '/setup',
    summary: 'Make the company, its first entity and its administrator, once, and sign them in.',
    tag,
    access: 'public',
    body: setupBody,
    answer: meAnswer,
    status: 201,
    run: (context, { body }) => setUpCompany(context, body),
  }),
  endpoint({
    method: 'POST',
    path: '/auth/sign-in',
    summary: 'Sign in with email and password, and with a code when two-factor sign-in is on.',
    tag,
    access: 'public',
    body: signInBody,
    answer: meAnswer,
    run: (context, { body }) => signIn(context, body),
  }),
  endpoint({
    method: 'POST',
    path: '/auth/two-factor',
    summary: 'Send the code that a sign-in without one asked for; the challenge comes as a cookie.',
    tag,
    access: 'public',
    body: codeBody,
    answer: meAnswer,
    run: (context, { body }) => signInWithCode(context, body),
  }),
  endpoint({
    method: 'POST',
    path: '/auth/password/forgot',
    summary: 'Mail a link to set a new password. The answer is the same for every address.',
    tag,
    access: 'public',
    body: passwordForgottenBody,
    answer: z.object({}),
    status: 202,
    run: async (context, { body }) => {
      await askForPasswordReset(context, body.email);
      return {};
    },
  }),
  endpoint({
    method: 'POST',
    path: '/auth/password/reset',
    summary: 'Set a new password by the token of a mailed link.',
    tag,
    access: 'public',
    body: passwordResetBody,
    run: (context, { body }) => resetPassword(context, body),
  }),
];

const ownAccount: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: '/auth/sign-out',
    summary: 'End this session.',
    tag,
    access: 'session',
    run: signOut,
  }),
  endpoint({
    method: 'POST',
    path: '/auth/password/change',
    summary: 'Set a new password; every other session ends.',
    tag,
    access: 'session',
    body: passwordChangeBody,
    run: (context, { body }) => changePassword(context, body),
  }),
  endpoint({
    method: 'POST',
    path: '/auth/totp/enable',
    summary: 'Begin two-factor sign-in: the address for the authenticator app, and backup codes.',
    tag,
    access: 'session',
    body: passwordBody,
    answer: totpAnswer,
    run: (context, { body }) => enableSecondFactor(context, body),
  }),
  endpoint({
    method: 'POST',
    path: '/auth/totp/confirm',
    summary: 'Switch two-factor sign-in on with a code of the app.',
    tag,
    access: 'session',
    body: codeBody,
    run: (context, { body }) => confirmSecondFactor(context, body),
  }),
  endpoint({
    method: 'POST',
    path: '/auth/totp/disable',
    summary: 'Switch two-factor sign-in off.',
    tag,
    access: 'session',
    body: passwordBody,
    run: (context, { body }) => disableSecondFactor(context, body),
  }),
  endpoint({
    method: 'GET',
    path: '/auth/sessions',
    summary: 'List the browsers in which you are signed in.',
    tag,
    access: 'session',
    answer: sessionsAnswer,
    run: async (context) => {
      requirePerson(context);
      return { items: await context.services.signIn.listSessions(context) };
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/auth/sessions/:id',
    summary: 'Sign one of your browsers out.',
    tag,
    access: 'session',
    params: z.object({ id: uuid }),
    run: (context, { params }) => endSession(context, params.id),
  }),
];

const me: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/me',
    summary: 'Say who is signed in, for which company, and what they may do where.',
    tag,
    access: 'session',
    answer: meAnswer,
    run: readMe,
  }),
  endpoint({
    method: 'PATCH',
    path: '/me',
    summary: 'Change your own name, language, time zone or colours.',
    tag,
    access: 'write',
    body: profilePatch,
    answer: meAnswer,
    run: async (call, { body }) => {
      await changeProfile(call, body);
      return describeMe(call);
    },
  }),
];

export const signInEndpoints: readonly Endpoint[] = [...doors, ...ownAccount, ...me];
