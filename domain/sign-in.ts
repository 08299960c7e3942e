import { z } from 'zod';
import { email, text } from './fields.ts';
import { password } from './settings.ts';

/** A password that is compared, not chosen: no rule may tell anything about it. */
const givenPassword = z.string().min(1).max(1_000);

/** A code of an authenticator app, or a backup code; people type it with spaces. */
const code = text(40).overwrite((value) => value.replace(/\s/g, ''));

export const signInBody = z.strictObject({ email, password: givenPassword, code: code.optional() });
export const codeBody = z.strictObject({ code });
export const passwordForgottenBody = z.strictObject({ email });
export const passwordResetBody = z.strictObject({ token: z.string().min(1).max(200), password });
export const passwordChangeBody = z.strictObject({ currentPassword: givenPassword, newPassword: password });
/** Proves again who sits at the screen. */
export const passwordBody = z.strictObject({ password: givenPassword });

export type SignInBody = z.infer<typeof signInBody>;
export type CodeBody = z.infer<typeof codeBody>;
export type PasswordForgottenBody = z.infer<typeof passwordForgottenBody>;
export type PasswordResetBody = z.infer<typeof passwordResetBody>;
export type PasswordChangeBody = z.infer<typeof passwordChangeBody>;
export type PasswordBody = z.infer<typeof passwordBody>;
