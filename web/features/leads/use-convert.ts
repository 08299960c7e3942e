import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '#domain/field-errors.ts';
import { leadConvertBody } from '#domain/leads.ts';
import type { FieldProblem } from '#domain/problems.ts';
import { useNotify } from '#web/components/notify.tsx';
import { api, newIdempotencyKey } from '#web/platform/api.ts';
import { recordPath } from '#web/platform/kinds.ts';
import { problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText, useProblemText } from '#web/platform/problem-text.ts';
import { useSession } from '#web/platform/session.ts';
import { type Lead, leadName } from './lead.ts';
import { useUndoConversion } from './use-undo-conversion.ts';

export type Conversion = {
  accountId: string | null;
  accountName: string;
  contactId: string | null;
  contactFirstName: string;
  contactLastName: string;
  contactEmail: string;
  opportunityName: string;
  quoteTitle: string;
  amount: string;
  currency: string;
  createContact: boolean;
  createOpportunity: boolean;
  createQuote: boolean;
};

type Made = { id: string };
type Answer = { account: Made; contact?: Made | null; opportunity?: Made | null; quote?: Made | null };

function startOf(lead: Lead, currency: string, offer: (name: string) => string): Conversion {
  const company = lead.companyName ?? leadName(lead);
  return {
    accountId: lead.accountId,
    accountName: lead.accountId ? '' : company,
    contactId: lead.contactId,
    contactFirstName: lead.firstName ?? '',
    contactLastName: lead.lastName ?? '',
    contactEmail: lead.email ?? '',
    opportunityName: offer(company),
    quoteTitle: offer(company),
    amount: '',
    currency,
    createContact: true,
    createOpportunity: true,
    createQuote: true,
  };
}

/** The body of the request: what is linked replaces what would be made, and nothing empty is sent. */
function bodyOf(form: Conversion) {
  const makesContact = form.createContact && !form.contactId;
  const text = (value: string) => value.trim() || undefined;
  return {
    accountId: form.accountId ?? undefined,
    accountName: form.accountId ? undefined : text(form.accountName),
    contactId: form.createContact ? (form.contactId ?? undefined) : undefined,
    contactFirstName: makesContact ? text(form.contactFirstName) : undefined,
    contactLastName: makesContact ? text(form.contactLastName) : undefined,
    contactEmail: makesContact ? text(form.contactEmail) : undefined,
    opportunityName: form.createOpportunity ? text(form.opportunityName) : undefined,
    quoteTitle: form.createQuote ? text(form.quoteTitle) : undefined,
    amount: text(form.amount),
    currency: form.currency,
    createContact: form.createContact && Boolean(form.contactId || form.contactFirstName.trim()),
    createOpportunity: form.createOpportunity,
    createQuote: form.createQuote,
  };
}

/** The conversion as it is being filled in. One key for one content: pressing twice converts once. */
export function useConvert(lead: Lead) {
  const { t } = useTranslation();
  const currency = useSession()?.organisation.currency ?? '';
  const [form, setForm] = useState(() =>
    startOf(lead, currency, (name) => t('leads:convert.offerName', { name })),
  );
  const [errors, setErrors] = useState<FieldProblem[]>([]);
  const key = useRef(newIdempotencyKey());
  const say = useFieldProblemText();
  const sayProblem = useProblemText();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  const undo = useUndoConversion(lead.id);
  const send = useMutation({
    mutationFn: (body: ReturnType<typeof bodyOf>) =>
      api.post<Answer>(`/leads/${lead.id}/convert`, body, { idempotencyKey: key.current }),
    onSuccess: async ({ account, opportunity }) => {
      notify.done(t('leads:convert.done'), () => undo.mutate());
      const next = opportunity
        ? recordPath('opportunity', opportunity.id)
        : recordPath('account', account.id);
      await navigate({ to: next });
      await queryClient.invalidateQueries();
    },
    onError: (error) => setErrors(problemOf(error).errors ?? []),
  });
  const set = (change: Partial<Conversion>) => {
    key.current = newIdempotencyKey();
    setForm((before) => ({ ...before, ...change }));
    setErrors((before) => before.filter((one) => !(one.path in change)));
  };
  const submit = () => {
    const body = bodyOf(form);
    const checked = leadConvertBody.safeParse(body);
    if (checked.success) send.mutate(body);
    else setErrors(fieldErrors(checked.error, body));
  };
  const errorAt = (path: keyof Conversion) => {
    const found = errors.find((one) => one.path === path);
    return found && say(found);
  };
  const failure = send.error && errors.length === 0 ? sayProblem(problemOf(send.error)) : null;
  return { form, set, submit, errorAt, failure, sending: send.isPending };
}

export type Convert = ReturnType<typeof useConvert>;
