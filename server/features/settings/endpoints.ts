import type { Endpoint } from '#platform/http/endpoint.ts';
import { companyEndpoints } from './endpoints-company.ts';
import { hierarchyEndpoints } from './endpoints-hierarchy.ts';
import { listEndpoints } from './endpoints-lists.ts';
import { moneyEndpoints } from './endpoints-money.ts';
import { oversightEndpoints } from './endpoints-oversight.ts';

export const settingsEndpoints: Endpoint[] = [
  ...companyEndpoints,
  ...hierarchyEndpoints,
  ...listEndpoints,
  ...moneyEndpoints,
  ...oversightEndpoints,
];
