/** Endpoints that nobody needs to be signed in for, each with its reason. */
export const publicRows: Record<string, string> = {
  'GET /setup': 'The first visitor asks whether there is a company yet.',
  'POST /setup': 'The first visitor names the company; refused from then on.',
  'POST /auth/sign-in': 'The way in.',
  'POST /auth/two-factor': 'The second half of the way in.',
  'POST /auth/password/forgot': 'Whoever forgot a password cannot sign in; the answer tells nothing.',
  'POST /auth/password/reset': 'Carries the token of a mailed link.',
  'GET /invitations/:id': 'The token of an invitation is its key.',
  'POST /invitations/:id/accept': 'The token of an invitation is its key.',
};

const names = 'Forms and lists of every member show these names.';
const own = 'Only what belongs to whoever asks.';

/** Endpoints that every member may use, whatever their role, each with its reason. */
export const memberRows: Record<string, string> = {
  'POST /auth/sign-out': own,
  'POST /auth/password/change': own,
  'POST /auth/totp/enable': own,
  'POST /auth/totp/confirm': own,
  'POST /auth/totp/disable': own,
  'GET /auth/sessions': own,
  'DELETE /auth/sessions/:id': own,
  'GET /jobs': own,
  'GET /jobs/:id': own,
  'POST /jobs/:id/cancel': own,
  'GET /visits': own,
  'POST /visits': own,
  'GET /me': own,
  'PATCH /me': own,
  'GET /members': names,
  'GET /members/:id': names,
  'GET /roles': names,
  'GET /roles/:id': names,
  'GET /capabilities': 'What a role can allow is no secret.',
  'GET /settings/organisation': names,
  'GET /settings/entities': names,
  'GET /settings/entities/:nodeId': names,
  'GET /modules': names,
  'GET /currencies': names,
  'GET /hierarchy/nodes': 'Each member gets the nodes that they may see.',
  'GET /option-lists': names,
  'GET /option-lists/:name': names,
  'GET /tax-rates': names,
  'GET /payment-terms': names,
  'GET /exchange-rates': names,
  'GET /search': 'Looks only into the kinds that the member may see.',
};
