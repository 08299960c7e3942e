import type { Auth } from './auth.ts';
import { translated } from './refusals.ts';
import type { SignIn } from './types.ts';
import { headersOf } from './visitor.ts';

type SecondFactor = Pick<SignIn, 'enableTotp' | 'confirmTotp' | 'disableTotp'>;

/** Time-based codes (RFC 6238) and backup codes. */
export function secondFactor(auth: Auth): SecondFactor {
  return {
    enableTotp: async (visitor, password) => {
      const begun = await translated(() =>
        auth.api.enableTwoFactor({ body: { password }, headers: headersOf(visitor) }),
      );
      if (!('totpURI' in begun)) throw new Error('The sign-in library began another second factor.');
      return { uri: begun.totpURI, backupCodes: begun.backupCodes };
    },
    confirmTotp: async (visitor, code) => {
      const { headers } = await translated(() =>
        auth.api.verifyTOTP({ body: { code }, headers: headersOf(visitor), returnHeaders: true }),
      );
      return headers.getSetCookie();
    },
    disableTotp: async (visitor, password) => {
      const { headers } = await translated(() =>
        auth.api.disableTwoFactor({
          body: { password },
          headers: headersOf(visitor),
          returnHeaders: true,
        }),
      );
      return headers.getSetCookie();
    },
  };
}
