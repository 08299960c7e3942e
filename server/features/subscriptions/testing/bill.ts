import { manualClock } from '#platform/clock/clock.ts';
import { endpoints } from '#server/features.ts';
import { openTestServices } from '#test/build/services.ts';
import { billCompany } from '../jobs.ts';

// A process that bills one company at an instant until it is done or killed; it says when it begins.
const [, , appUrl = '', orgId = '', now = ''] = process.argv;
if (endpoints.length === 0) throw new Error('No feature is declared.');
const services = await openTestServices({ appUrl, clock: manualClock(now), role: 'web' });
process.stdout.write('begins\n');
await billCompany(services, orgId, new AbortController().signal);
await services.stop();
