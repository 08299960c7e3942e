import { Problem } from '#domain/problems.ts';
import { emailReady } from '#features/communicate/queries-channels.ts';
import { quoteKind, quoteLines } from '#features/quotes/kind.ts';
import { acceptQuote } from '#features/quotes/operations/accept-quote.ts';
import { changeQuoteStatus } from '#features/quotes/operations/change-quote-status.ts';
import { createQuote } from '#features/quotes/operations/create-quote.ts';
import { requestChanges } from '#features/quotes/operations/request-changes.ts';
import { sendQuote } from '#features/quotes/operations/send-quote.ts';
import { countView } from '#features/sharing/operations/count-view.ts';
import { openLink } from '#features/sharing/operations/open-link.ts';
import type { Call } from '#platform/access/call.ts';
import type { Services } from '#platform/services.ts';
import { readLines } from '#records/document-lines.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord } from '#records/read-record.ts';
import type { Customer } from './billing.ts';
import type { Ending } from './endings.ts';
import { linesOf } from './goods.ts';
import { daysAgo } from './people.ts';
import type { Setting } from './setting.ts';

/** The same transaction, some days ago, as whoever holds the link of a quote. */
function asCustomer(call: Call, { seller }: Setting, days: number, link: { id: string; name: string }): Call {
  return {
    ...daysAgo(call, days, seller),
    actor: { kind: 'public', id: link.id, name: link.name, memberId: null },
  };
}

/**
 * A quote that was sent has a link, which its customer opened; some ask for changes there, and some accept, with one of the
 * lines that they were free to choose.
 */
export async function answerByLink(
  call: Call,
  setting: Setting,
  quote: RecordRow,
  { ending, days, name }: { ending: Ending; days: number; name: string },
): Promise<void> {
  const sent = daysAgo(call, days, setting.seller);
  const { id } = await openLink(sent, { recordKind: 'quote', record: quote });
  if (ending.quote === 'sent') return;
  const looking = asCustomer(call, setting, days * 0.9, { id, name });
  await countView(looking, id);
  await changeQuoteStatus(looking, quote.id, { status: 'viewed' }, null);
  const answering = asCustomer(call, setting, days * 0.7, { id, name });
  if (ending.quote === 'changes') {
    const note = 'Could you split the delivery over two months?';
    await requestChanges(answering, await lockRecord(answering, quoteKind, quote.id), { note, name });
  }
  if (ending.quote !== 'accepted') return;
  await countView(answering, id);
  const optional = (await readLines(call, quoteLines, quote.id)).filter((line) => line.optional);
  const selected = optional.slice(0, 1).map((line) => line.id as string);
  const locked = await lockRecord(answering, quoteKind, quote.id);
  await acceptQuote(answering, locked, { method: 'link', name, note: null, selected });
}

type Work = <T>(run: (call: Call) => Promise<T>) => Promise<T>;

/**
 * One quote went out as quotes really do, with its PDF, its link and a message that stands on its timeline. The message is
 * only played: a company that can send mail gets none of the demo's.
 */
export async function sendOne(
  services: Services,
  work: Work,
  setting: Setting,
  { account, contacts }: Customer,
): Promise<void> {
  const { chance, place, seller, furniture } = setting;
  const quote = await work(async (call) =>
    (await emailReady(call))
      ? null
      : createQuote(daysAgo(call, 2, seller), {
          scope: place.scope,
          ownerId: seller.id,
          accountId: account.id,
          contactId: contacts[0]?.id ?? null,
          title: 'Support for the coming year',
          language: 'both',
          lines: linesOf(chance, furniture, true),
        }),
  );
  if (!quote) return;
  const asSeller: Work = (run) => work((call) => run(daysAgo(call, 1, seller)));
  const context = {
    services,
    inCall: <T>(_access: 'read' | 'write', run: (call: Call) => Promise<T>) => asSeller(run),
    once: asSeller,
  };
  const given = { body: {}, ifMatch: null };
  const sent = await sendQuote(context, quote.id, given, async (_call, { url }) => url);
  if (sent === null) throw new Problem('in_progress', { detail: 'The quote of the demo was not sent.' });
}
