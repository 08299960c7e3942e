import { askApproval } from '#features/quotes/operations/approve-quote.ts';
import { createQuote } from '#features/quotes/operations/create-quote.ts';
import { createTemplate } from '#features/quotes/operations/create-template.ts';
import { listTemplates } from '#features/quotes/queries-templates.ts';
import type { Call } from '#platform/access/call.ts';
import type { Customer } from './billing.ts';
import { linesOf } from './goods.ts';
import { daysAgo } from './people.ts';
import type { Setting } from './setting.ts';

const templateName = 'Consulting package';

/** A quote with more discount than a rule allows, for which its seller has asked; and a template that is made of it. */
export async function addWaitingQuote(
  call: Call,
  { chance, place, seller, furniture }: Setting,
  { account, contacts }: Customer,
): Promise<void> {
  const quote = await createQuote(daysAgo(call, 1, seller), {
    scope: place.scope,
    ownerId: seller.id,
    accountId: account.id,
    contactId: contacts[0]?.id ?? null,
    title: 'Consulting for three months',
    lines: linesOf(chance, furniture, true),
    discountType: 'percent',
    discountValue: '22',
  });
  const comment = 'They decide between us and one other; with this price we have it.';
  await askApproval(daysAgo(call, 0.2, seller), quote.id, { comment }, null);
  const known = await listTemplates(call);
  if (known.some(({ name }) => name === templateName)) return;
  await createTemplate(call, { name: templateName, quoteId: quote.id });
}
