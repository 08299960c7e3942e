import { accessEndpoints } from '#features/access/endpoints.ts';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { activityEndpoints } from '#features/activities/endpoints.ts';
import { approvalEndpoints } from '#features/approvals/endpoints.ts';
import { bulkEndpoints } from '#features/bulk/endpoints.ts';
import { bulkJob } from '#features/bulk/jobs.ts';
import { campaignEndpoints } from '#features/campaigns/endpoints.ts';
import { productEndpoints } from '#features/catalog/endpoints.ts';
import { communicateEndpoints } from '#features/communicate/endpoints.ts';
import { deliverMessageJob } from '#features/communicate/jobs.ts';
import { contactEndpoints } from '#features/contacts/endpoints.ts';
import { creditNoteEndpoints } from '#features/credit-notes/endpoints.ts';
import { customFieldEndpoints } from '#features/custom-fields/endpoints.ts';
import { demoEndpoints } from '#features/demo/endpoints.ts';
import { loadDemoJob } from '#features/demo/jobs.ts';
import { templateEndpoints } from '#features/documents/endpoints.ts';
import { brandingEndpoints } from '#features/documents/endpoints-branding.ts';
import { fileEndpoints } from '#features/files/endpoints.ts';
import { importEndpoints } from '#features/imports/endpoints.ts';
import { importJobs } from '#features/imports/jobs.ts';
import { invoiceEndpoints } from '#features/invoices/endpoints.ts';
import { invoiceReactions } from '#features/invoices/reactions.ts';
import { leadEndpoints } from '#features/leads/endpoints.ts';
import { mergingEndpoints } from '#features/merging/endpoints.ts';
import { notificationEndpoints } from '#features/notifications/endpoints.ts';
import { forgetNotificationsJob } from '#features/notifications/jobs.ts';
import { notificationReactions } from '#features/notifications/reactions.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
import { orderEndpoints } from '#features/orders/endpoints.ts';
import { pipelineEndpoints } from '#features/pipelines/endpoints.ts';
import { profileEndpoints } from '#features/profiles/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { quoteStartEndpoints } from '#features/quotes/endpoints-starts.ts';
import { expireQuotesJob } from '#features/quotes/jobs.ts';
import { sendScheduledJob } from '#features/quotes/send-scheduled.ts';
import { receivablesEndpoints } from '#features/receivables/endpoints.ts';
import { remindOfInvoicesJob } from '#features/receivables/jobs.ts';
import { revenueEndpoints } from '#features/revenue/endpoints.ts';
import { settingsEndpoints } from '#features/settings/endpoints.ts';
import { sharingEndpoints } from '#features/sharing/endpoints.ts';
import { subscriptionEndpoints } from '#features/subscriptions/endpoints.ts';
import { billSubscriptionsJob } from '#features/subscriptions/jobs.ts';
import { subscriptionReactions } from '#features/subscriptions/reactions.ts';
import { taskFeatureEndpoints } from '#features/tasks/endpoints.ts';
import { remindJob } from '#features/tasks/jobs.ts';
import { taskReactions } from '#features/tasks/reactions.ts';
import { viewEndpoints } from '#features/views/endpoints.ts';
import type { Feature } from '#platform/feature.ts';
import { platformJobs } from '#platform/jobs/platform-jobs.ts';
import { jobEndpoints } from '#records/job-endpoints.ts';
import { reassignRecords } from '#records/reassign-records.ts';
import { learnWordsJob } from '#records/search/learn-words.ts';
import { searchEndpoints } from '#records/search/search-endpoints.ts';

/** Everything that Parley can do, one line per feature. The server, the API's documentation and the tests read it. */
export const features: readonly Feature[] = [
  { endpoints: accessEndpoints },
  { endpoints: settingsEndpoints },
  { endpoints: notificationEndpoints, consumers: notificationReactions, jobs: [forgetNotificationsJob] },
  { endpoints: pipelineEndpoints },
  { endpoints: customFieldEndpoints },
  { endpoints: accountEndpoints },
  { endpoints: contactEndpoints },
  { endpoints: productEndpoints },
  { endpoints: approvalEndpoints },
  { endpoints: communicateEndpoints, jobs: [deliverMessageJob] },
  { endpoints: [...templateEndpoints, ...brandingEndpoints] },
  { endpoints: campaignEndpoints },
  { endpoints: opportunityEndpoints },
  { endpoints: quoteStartEndpoints },
  { endpoints: quoteEndpoints, jobs: [expireQuotesJob, sendScheduledJob] },
  { endpoints: leadEndpoints },
  { endpoints: mergingEndpoints },
  { endpoints: demoEndpoints, jobs: [loadDemoJob] },
  { endpoints: orderEndpoints },
  { endpoints: invoiceEndpoints, consumers: invoiceReactions },
  { endpoints: creditNoteEndpoints },
  { endpoints: receivablesEndpoints, jobs: [remindOfInvoicesJob] },
  { endpoints: revenueEndpoints },
  {
    endpoints: subscriptionEndpoints,
    consumers: subscriptionReactions,
    jobs: [billSubscriptionsJob],
  },
  { endpoints: activityEndpoints },
  { endpoints: fileEndpoints },
  { endpoints: profileEndpoints },
  { endpoints: taskFeatureEndpoints, jobs: [remindJob], consumers: taskReactions },
  { endpoints: viewEndpoints },
  // A function: it offers bulk changes of every kind that the features above have declared.
  { endpoints: bulkEndpoints(), jobs: [bulkJob] },
  // A function: it opens documents of every kind that the features above have declared.
  { endpoints: sharingEndpoints() },
  { endpoints: importEndpoints, jobs: importJobs },
  { endpoints: jobEndpoints },
  { endpoints: searchEndpoints, jobs: [learnWordsJob], consumers: [reassignRecords] },
];

export const endpoints = features.flatMap((feature) => feature.endpoints ?? []);
export const consumers = features.flatMap((feature) => feature.consumers ?? []);
export const jobs = [...platformJobs, ...features.flatMap((feature) => feature.jobs ?? [])];
