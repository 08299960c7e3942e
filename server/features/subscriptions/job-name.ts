/** The job that bills what is due: in every company, or in the one that it names. */
export const billJobName = 'bill-subscriptions';
