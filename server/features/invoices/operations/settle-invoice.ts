import type { EventType } from '#domain/events.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import {
  balanceOf,
  type InvoiceStatus,
  invoiceStatus,
  type Settled,
  statusBySettlement,
} from '#domain/invoices.ts';
import { formatMinor } from '#domain/money.ts';
import { illegalTransition, invalidFields, Problem } from '#domain/problems.ts';
import { addDays } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { changeStatus } from '#records/change-status.ts';
import { todayAt } from '#records/entity-calendar.ts';
import type { RecordRow } from '#records/kind.ts';
import { writeChange } from '#records/update-record.ts';
import { invoiceKind } from '../kind.ts';

/** What an invoice comes to and what has settled it, in minor units. */
export function settledOf(invoice: RecordRow): Settled {
  return {
    totalMinor: invoice.totalMinor as bigint,
    paidMinor: invoice.paidMinor as bigint,
    creditUsedMinor: invoice.creditUsedMinor as bigint,
    creditedMinor: invoice.creditedMinor as bigint,
    writtenOffMinor: invoice.writtenOffMinor as bigint,
  };
}

/** Refuses with `illegal_transition` to settle what asks for no money: a draft, or a void invoice. */
export function requireOwed(invoice: RecordRow): void {
  const status = invoice.status as InvoiceStatus;
  if (status === 'draft' || status === 'void') {
    throw illegalTransition(status, 'paid', invoiceStatus.allowed(status));
  }
}

/** Money may arrive or leave where it is tomorrow already, but not later than that. */
export async function requireHappened(call: Call, invoice: RecordRow, date: string): Promise<void> {
  const max = addDays(await todayAt(call, invoice.entityId as string), 1);
  if (date > max) throw invalidFields([fieldProblem('date', 'out_of_range', { max })]);
}

/** The refusal of an amount that is more than there is: `exceeds_balance` with what there is. */
export function exceedsBalance(
  availableMinor: bigint,
  currency: string,
  detail: (amount: string) => string,
): Problem {
  const balance = formatMinor(availableMinor, currency);
  return new Problem('exceeds_balance', {
    detail: detail(`${balance} ${currency}`),
    balance,
    currency,
    errors: [fieldProblem('amount', 'exceeds_balance', { max: balance })],
  });
}

export type Settling = {
  /** What is added to each, in minor units; less where it is taken back. */
  add: Partial<Omit<Settled, 'totalMinor'>>;
  event: EventType;
  reason?: string;
  payload?: Record<string, unknown>;
};

/**
 * Changes what has settled an invoice that the caller holds locked, and with it the status that follows. Behind it stand
 * `invoice_never_overpaid` and `invoice_status_tells_payment`.
 */
export async function settleInvoice(
  call: Call,
  invoice: RecordRow,
  { add, event, reason, payload }: Settling,
): Promise<RecordRow> {
  const before = settledOf(invoice);
  const columns = Object.fromEntries(
    Object.entries(add).map(([column, minor]) => [column, before[column as keyof Settled] + (minor ?? 0n)]),
  );
  const after = { ...before, ...columns };
  if (balanceOf(after) < 0n) throw new Error(`Invoice ${invoice.id} would be settled beyond its total.`);
  const to = statusBySettlement(after);
  if (to === invoice.status) {
    return writeChange(call, invoiceKind, invoice, columns, {
      event,
      payload,
      after: { ...columns, ...(reason === undefined ? {} : { reason }) },
    });
  }
  return changeStatus(call, invoiceKind, invoice, { column: 'status', to, columns, event, reason, payload });
}
