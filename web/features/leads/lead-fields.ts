import { leadQualities } from '#domain/leads.ts';
import type { Field, FieldGroup } from '#web/components/form/field.ts';

const field: Record<string, Field> = {
  firstName: {
    key: 'firstName',
    label: 'leads:field.firstName',
    type: 'text',
    errors: { required: 'leads:error.name' },
  },
  lastName: { key: 'lastName', label: 'leads:field.lastName', type: 'text' },
  companyName: { key: 'companyName', label: 'leads:field.companyName', type: 'text' },
  jobTitle: { key: 'jobTitle', label: 'leads:field.jobTitle', type: 'text' },
  email: { key: 'email', label: 'leads:field.email', type: 'email' },
  phone: { key: 'phone', label: 'leads:field.phone', type: 'phone' },
  source: {
    key: 'source',
    label: 'leads:field.source',
    type: 'option',
    optionList: 'lead_source',
    free: true,
  },
  quality: {
    key: 'quality',
    label: 'leads:field.quality',
    type: 'choice',
    choices: leadQualities,
    words: 'status:quality',
    badge: 'quality',
  },
  campaignId: {
    key: 'campaignId',
    label: 'leads:field.campaign',
    type: 'record',
    recordKind: 'campaign',
  },
  pipelineId: {
    key: 'pipelineId',
    label: 'pipelines:field.pipeline',
    type: 'pipeline',
    pipelineKind: 'lead',
  },
  ownerId: { key: 'ownerId', label: 'common:field.owner', type: 'member' },
  scope: { key: 'scope', label: 'common:field.scope', type: 'scope' },
  nextActionDate: { key: 'nextActionDate', label: 'leads:field.nextActionDate', type: 'date' },
  nextActionNote: { key: 'nextActionNote', label: 'leads:field.nextActionNote', type: 'text' },
  tags: { key: 'tags', label: 'common:field.tags', type: 'tags', wide: true },
};

const pick = (...keys: string[]) => keys.map((key) => field[key]!);

export const createGroups: FieldGroup[] = [
  { fields: pick('firstName', 'lastName', 'companyName', 'jobTitle', 'email', 'phone') },
  { label: 'leads:group.sale', fields: pick('source', 'quality', 'nextActionDate', 'nextActionNote') },
  { label: 'common:group.belongs', fields: pick('pipelineId', 'ownerId', 'scope', 'tags') },
];

export const recordGroups: FieldGroup[] = [
  { fields: pick('firstName', 'lastName', 'companyName', 'jobTitle', 'email', 'phone') },
  { label: 'leads:group.sale', fields: pick('quality', 'source', 'nextActionDate', 'nextActionNote') },
  { label: 'common:group.belongs', fields: pick('pipelineId', 'ownerId', 'scope', 'tags') },
];
