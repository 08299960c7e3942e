import { z } from 'zod';
import { accountKind } from '#features/accounts/kind.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { presentRecord } from '#records/present.ts';
import { getRecord } from '#records/read-record.ts';
import { idParams } from '#records/record-endpoints.ts';
import { recordSchema } from '#records/record-schemas.ts';
import { timelineOf, timelineQuery } from '#records/timeline.ts';
import { consentEndpoints } from './consent-endpoints.ts';
import { consentOfPeople } from './queries-consent.ts';
import { findFigures } from './queries-figures.ts';
import { findFamily, findPeople } from './queries-people.ts';

const sums = z.array(z.object({ currency: z.string(), amount: z.string() }));
const text = z.string().nullable();

const profileAnswer = z.object({
  account: recordSchema(accountKind),
  figures: z.object({
    money: z
      .object({
        lifetimeValue: sums,
        paid: sums,
        outstanding: sums,
        overdue: sums,
        invoices: z.int(),
        customerSince: text,
      })
      .nullable(),
    pipeline: z
      .object({
        openPipeline: sums,
        weighted: sums,
        won: sums,
        open: z.int(),
        wonCount: z.int(),
        lostCount: z.int(),
      })
      .nullable(),
    lastContactedAt: text,
  }),
  family: z.array(z.object({ id: z.uuid(), name: z.string(), status: z.string(), parentId: text })),
  people: z
    .array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        jobTitle: text,
        role: text,
        status: z.string(),
        isPrimary: z.boolean(),
        email: text,
        phone: text,
        mobile: text,
        lastContactedAt: text,
        emailOptIn: z.boolean(),
        smsOptIn: z.boolean(),
        openOpportunities: z.int(),
        openQuotes: z.int(),
      }),
    )
    .nullable(),
  consent: z.array(
    z.looseObject({ id: z.uuid(), channel: z.string(), address: z.string(), state: z.string() }),
  ),
  items: z.array(z.looseObject({})),
  nextCursor: text,
});

export const profileEndpoints: Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/accounts/:id/profile',
    summary:
      'The whole customer: figures, accounts above and below, people, consent, and one timeline of it all.',
    tag: 'accounts',
    module: 'crm',
    access: 'read',
    capability: 'crm.accounts.view',
    params: idParams,
    query: timelineQuery,
    answer: profileAnswer,
    run: async (call, { params, query }) => {
      const account = await getRecord(call, accountKind, params.id);
      const [shown, figures, family, people, consent, timeline] = await Promise.all([
        presentRecord(call, accountKind, account),
        findFigures(call, account.id),
        findFamily(call, account.id),
        findPeople(call, account.id),
        consentOfPeople(call, account.id),
        timelineOf(call, accountKind, account.id, query),
      ]);
      return { account: shown, figures, family, people, consent, ...timeline };
    },
  }),
  ...consentEndpoints,
];
