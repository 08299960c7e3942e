// Written by `npm run row-types` from the migrated database. Change a migration and run it again.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

// Written as text: the driver would take a list for an array of PostgreSQL's own.
type Json = ColumnType<JsonValue, string, string>;
type JsonOrNull = ColumnType<JsonValue, string | null, string | null>;
type JsonOrDefault = ColumnType<JsonValue, string | undefined, string>;

export interface Database {
  account: AccountTable;
  activity: ActivityTable;
  apiKey: ApiKeyTable;
  approvalReason: ApprovalReasonTable;
  approvalRequest: ApprovalRequestTable;
  approvalRule: ApprovalRuleTable;
  approvalRuleRole: ApprovalRuleRoleTable;
  auditEntry: AuditEntryTable;
  auditHead: AuditHeadTable;
  authAccount: AuthAccountTable;
  authAttempt: AuthAttemptTable;
  authMail: AuthMailTable;
  authSession: AuthSessionTable;
  authTwoFactor: AuthTwoFactorTable;
  authUser: AuthUserTable;
  authVerification: AuthVerificationTable;
  backgroundJob: BackgroundJobTable;
  bulkChange: BulkChangeTable;
  bulkItem: BulkItemTable;
  calendarFeed: CalendarFeedTable;
  campaign: CampaignTable;
  consentEntry: ConsentEntryTable;
  contact: ContactTable;
  creditNote: CreditNoteTable;
  creditNoteLine: CreditNoteLineTable;
  creditNoteStatusChange: CreditNoteStatusChangeTable;
  customField: CustomFieldTable;
  customValue: CustomValueTable;
  customerCredit: CustomerCreditTable;
  dataImport: DataImportTable;
  demoLoad: DemoLoadTable;
  distinctPair: DistinctPairTable;
  documentBranding: DocumentBrandingTable;
  documentPdf: DocumentPdfTable;
  documentSnapshot: DocumentSnapshotTable;
  documentTemplate: DocumentTemplateTable;
  emailSetting: EmailSettingTable;
  entity: EntityTable;
  exchangeRate: ExchangeRateTable;
  file: FileTable;
  fileUsage: FileUsageTable;
  fileVersion: FileVersionTable;
  idempotency: IdempotencyTable;
  importRow: ImportRowTable;
  importTemplate: ImportTemplateTable;
  invitation: InvitationTable;
  invoice: InvoiceTable;
  invoiceEntry: InvoiceEntryTable;
  invoiceLine: InvoiceLineTable;
  invoiceReminder: InvoiceReminderTable;
  invoiceStatusChange: InvoiceStatusChangeTable;
  issuedInvoice: IssuedInvoiceTable;
  issuedLine: IssuedLineTable;
  lead: LeadTable;
  leadConversion: LeadConversionTable;
  leadStatusChange: LeadStatusChangeTable;
  ledgerAccount: LedgerAccountTable;
  lineLedger: LineLedgerTable;
  mail: MailTable;
  member: MemberTable;
  membership: MembershipTable;
  merge: MergeTable;
  message: MessageTable;
  migration: MigrationTable;
  nextActionWatch: NextActionWatchTable;
  node: NodeTable;
  notification: NotificationTable;
  notificationPreference: NotificationPreferenceTable;
  numberSeries: NumberSeriesTable;
  opportunity: OpportunityTable;
  opportunityStatusChange: OpportunityStatusChangeTable;
  optionValue: OptionValueTable;
  orderFulfilment: OrderFulfilmentTable;
  orderFulfilmentLine: OrderFulfilmentLineTable;
  organisation: OrganisationTable;
  organisationModule: OrganisationModuleTable;
  outbox: OutboxTable;
  outboxDelivery: OutboxDeliveryTable;
  outboxStream: OutboxStreamTable;
  payment: PaymentTable;
  paymentTerm: PaymentTermTable;
  pipeline: PipelineTable;
  pipelineStage: PipelineStageTable;
  priceBook: PriceBookTable;
  priceBookAccount: PriceBookAccountTable;
  priceBookPrice: PriceBookPriceTable;
  product: ProductTable;
  productComponent: ProductComponentTable;
  productImage: ProductImageTable;
  publicLink: PublicLinkTable;
  quote: QuoteTable;
  quoteLine: QuoteLineTable;
  quoteStatusChange: QuoteStatusChangeTable;
  quoteTemplate: QuoteTemplateTable;
  recordVisit: RecordVisitTable;
  reminder: ReminderTable;
  reminderPause: ReminderPauseTable;
  reminderSchedule: ReminderScheduleTable;
  role: RoleTable;
  roleAssignment: RoleAssignmentTable;
  roleGrant: RoleGrantTable;
  salesOrder: SalesOrderTable;
  salesOrderLine: SalesOrderLineTable;
  salesOrderStatusChange: SalesOrderStatusChangeTable;
  savedView: SavedViewTable;
  scheduledSend: ScheduledSendTable;
  searchLearned: SearchLearnedTable;
  searchWord: SearchWordTable;
  smsSetting: SmsSettingTable;
  storedObject: StoredObjectTable;
  subscription: SubscriptionTable;
  subscriptionLine: SubscriptionLineTable;
  subscriptionPause: SubscriptionPauseTable;
  subscriptionPeriod: SubscriptionPeriodTable;
  subscriptionPrice: SubscriptionPriceTable;
  subscriptionRevenue: SubscriptionRevenueTable;
  subscriptionStatusChange: SubscriptionStatusChangeTable;
  task: TaskTable;
  taxRate: TaxRateTable;
  tenant: TenantTable;
  timelineHeir: TimelineHeirTable;
  viewDefault: ViewDefaultTable;
}

export interface AccountTable {
  accountType: string | null;
  archivedAt: string | null;
  city: string | null;
  country: string | null;
  createdAt: string;
  createdBy: string | null;
  custom: JsonOrDefault;
  email: string | null;
  emailDomain: GeneratedAlways<string | null>;
  id: string;
  industry: string | null;
  legalName: string | null;
  matchName: GeneratedAlways<string | null>;
  mergedIntoId: string | null;
  name: string;
  orgId: string;
  ownerId: string | null;
  parentAccountId: string | null;
  paymentTermId: string | null;
  phone: string | null;
  phoneE164: string | null;
  postalCode: string | null;
  region: string | null;
  registrationNumber: string | null;
  scopeId: string;
  scopePath: string;
  searchText: string;
  status: Generated<'active' | 'inactive' | 'archived'>;
  street: string | null;
  tags: Generated<string[]>;
  taxKey: GeneratedAlways<string | null>;
  taxNumber: string | null;
  updatedAt: string;
  updatedBy: string | null;
  version: Generated<number>;
  website: string | null;
  websiteDomain: string | null;
}

export interface ActivityTable {
  archivedAt: string | null;
  at: string;
  body: JsonOrNull;
  contactIds: Generated<string[]>;
  createdAt: string;
  createdBy: string | null;
  direction: 'in' | 'out' | null;
  durationMinutes: number | null;
  id: string;
  mentions: Generated<string[]>;
  orgId: string;
  outcome: string | null;
  plainText: Generated<string>;
  recordId: string;
  recordKind: string;
  scopeId: string;
  scopePath: string;
  subject: string | null;
  type: 'call' | 'email' | 'meeting' | 'note';
  updatedAt: string;
  updatedBy: string | null;
  version: Generated<number>;
}

export interface ApiKeyTable {
  createdAt: string;
  createdBy: string;
  expiresAt: string | null;
  id: string;
  lastUsedAt: string | null;
  name: string;
  nodeId: string;
  orgId: string;
  revokedAt: string | null;
  roleId: string;
  secretSha256: string;
}

export interface ApprovalReasonTable {
  approvedAt: string | null;
  approvedBy: string | null;
  condition: 'discount' | 'total' | 'margin' | 'currency';
  currency: string | null;
  figure: string | null;
  id: string;
  limitText: string | null;
  orgId: string;
  recordId: string;
  requestId: string;
  ruleId: string;
  ruleName: string;
  scopeId: string;
  scopePath: string;
  unknown: boolean;
  withOptions: boolean;
}

export interface ApprovalRequestTable {
  comment: string | null;
  contentSha256: string;
  current: Generated<boolean>;
  decidedAt: string | null;
  decidedBy: string | null;
  decisionComment: string | null;
  id: string;
  orgId: string;
  recordId: string;
  requestedAt: string;
  requestedBy: string | null;
  scopeId: string;
  scopePath: string;
  status: 'pending' | 'approved' | 'rejected' | 'stale';
}

export interface ApprovalRuleTable {
  active: Generated<boolean>;
  condition: 'discount' | 'total' | 'margin' | 'currency';
  createdAt: string;
  currency: string | null;
  id: string;
  limitValue: string | null;
  name: string;
  nodeId: string | null;
  orgId: string;
  sortOrder: number;
  unknownCounts: boolean;
  updatedAt: string;
  version: Generated<number>;
}

export interface ApprovalRuleRoleTable {
  orgId: string;
  roleId: string;
  ruleId: string;
}

export interface AuditEntryTable {
  action: string;
  actorId: string | null;
  actorKind: 'member' | 'api_key' | 'system' | 'public';
  actorName: string | null;
  after: JsonOrNull;
  at: string;
  before: JsonOrNull;
  hash: string;
  id: string;
  ip: string | null;
  orgId: string;
  position: bigint;
  previousHash: string;
  recordId: string | null;
  recordKind: string | null;
  requestId: string | null;
  scopePath: string | null;
  userAgent: string | null;
}

export interface AuditHeadTable {
  hash: string;
  orgId: string;
  position: bigint;
}

export interface AuthAccountTable {
  accessToken: string | null;
  accessTokenExpiresAt: string | null;
  accountId: string;
  createdAt: Generated<string>;
  id: string;
  idToken: string | null;
  password: string | null;
  providerId: string;
  refreshToken: string | null;
  refreshTokenExpiresAt: string | null;
  scope: string | null;
  updatedAt: Generated<string>;
  userId: string;
}

export interface AuthAttemptTable {
  endsAt: string;
  failures: number;
  key: string;
}

export interface AuthMailTable {
  attempts: Generated<number>;
  bodyHtml: string | null;
  bodyText: string;
  claimedUntil: string | null;
  createdAt: string;
  id: string;
  lastError: string | null;
  recipient: string;
  sentAt: string | null;
  status: Generated<'queued' | 'sending' | 'sent' | 'simulated' | 'failed'>;
  subject: string;
}

export interface AuthSessionTable {
  createdAt: Generated<string>;
  expiresAt: string;
  id: string;
  ipAddress: string | null;
  token: string;
  updatedAt: Generated<string>;
  userAgent: string | null;
  userId: string;
}

export interface AuthTwoFactorTable {
  backupCodes: string;
  failedVerificationCount: Generated<number>;
  id: string;
  lockedUntil: string | null;
  secret: string;
  userId: string;
  verified: Generated<boolean>;
}

export interface AuthUserTable {
  createdAt: Generated<string>;
  email: string;
  emailVerified: Generated<boolean>;
  id: string;
  image: string | null;
  name: string;
  twoFactorEnabled: Generated<boolean>;
  updatedAt: Generated<string>;
}

export interface AuthVerificationTable {
  createdAt: Generated<string>;
  expiresAt: string;
  id: string;
  identifier: string;
  updatedAt: Generated<string>;
  value: string;
}

export interface BackgroundJobTable {
  actorId: string | null;
  actorKind: 'member' | 'api_key' | 'system';
  cancelAsked: Generated<boolean>;
  createdAt: string;
  done: Generated<number>;
  endedAt: string | null;
  errors: JsonOrDefault;
  id: string;
  kind: string;
  memberId: string | null;
  orgId: string;
  params: Json;
  result: JsonOrNull;
  startedAt: string | null;
  status: Generated<'queued' | 'running' | 'done' | 'failed' | 'cancelled'>;
  total: number | null;
}

export interface BulkChangeTable {
  action: 'edit' | 'assign' | 'tag' | 'untag' | 'archive' | 'restore';
  createdAt: string;
  given: Json;
  id: string;
  kind: string;
  orgId: string;
  undoOf: string | null;
}

export interface BulkItemTable {
  before: JsonOrNull;
  changeId: string;
  given: JsonOrNull;
  ifVersion: number | null;
  orgId: string;
  problem: JsonOrNull;
  recordId: string;
  status: Generated<'waiting' | 'changed' | 'unchanged' | 'refused'>;
  title: string | null;
  version: number | null;
}

export interface CalendarFeedTable {
  createdAt: string;
  id: string;
  memberId: string;
  orgId: string;
  revokedAt: string | null;
  secretSha256: string;
}

export interface CampaignTable {
  archivedAt: string | null;
  budgetMinor: bigint | null;
  createdAt: string;
  createdBy: string | null;
  currency: string | null;
  description: string | null;
  endDate: string | null;
  id: string;
  name: string;
  orgId: string;
  ownerId: string | null;
  scopeId: string;
  scopePath: string;
  searchText: string;
  startDate: string | null;
  status: Generated<'planned' | 'active' | 'paused' | 'completed' | 'cancelled' | 'archived'>;
  tags: Generated<string[]>;
  type: Generated<'email' | 'event' | 'webinar' | 'social' | 'advertising' | 'referral' | 'other'>;
  updatedAt: string;
  updatedBy: string | null;
  version: Generated<number>;
}

export interface ConsentEntryTable {
  address: string;
  at: string;
  by: string | null;
  channel: 'email' | 'sms';
  id: string;
  ip: string | null;
  orgId: string;
  proof: string | null;
  recordId: string;
  recordKind: 'lead' | 'contact';
  requestId: string | null;
  scopeId: string;
  scopePath: string;
  source: string;
  state: 'unknown' | 'granted' | 'withdrawn';
}

export interface ContactTable {
  accountId: string | null;
  archivedAt: string | null;
  campaignId: string | null;
  createdAt: string;
  createdBy: string | null;
  custom: JsonOrDefault;
  displayName: string;
  email: string | null;
  emailDomain: GeneratedAlways<string | null>;
  emailOptIn: Generated<boolean>;
  firstName: string;
  id: string;
  isPrimary: Generated<boolean>;
  jobTitle: string | null;
  lastContactedAt: string | null;
  lastName: string | null;
  matchName: GeneratedAlways<string | null>;
  mergedIntoId: string | null;
  mobile: string | null;
  mobileE164: string | null;
  orgId: string;
  ownerId: string | null;
  phone: string | null;
  phoneE164: string | null;
  preferredContactMethod: 'email' | 'phone' | 'sms' | null;
  role: string | null;
  scopeId: string;
  scopePath: string;
  searchText: string;
  smsOptIn: Generated<boolean>;
  source: string | null;
  status: Generated<'active' | 'inactive' | 'archived'>;
  tags: Generated<string[]>;
  updatedAt: string;
  updatedBy: string | null;
  version: Generated<number>;
}

export interface CreditNoteTable {
  accountId: string;
  appliedMinor: Generated<bigint>;
  archivedAt: string | null;
  billingAddress: JsonOrNull;
  contactId: string | null;
  createdAt: string;
  createdBy: string | null;
  creditDate: string | null;
  currency: string;
  customer: JsonOrNull;
  customerNote: string | null;
  discountMinor: Generated<bigint>;
  displayName: GeneratedAlways<string | null>;
  entityId: string;
  id: string;
  internalNote: string | null;
  invoiceId: string;
  invoiceNumber: string;
  issuedAt: string | null;
  keptMinor: Generated<bigint>;
  language: 'en' | 'ar' | 'both' | null;
  lineCount: Generated<number>;
  number: string | null;
  opportunityId: string | null;
  orgId: string;
  ownerId: string | null;
  reason: string;
  reference: string | null;
  scopeId: string;
  scopePath: string;
  searchText: string;
  seller: JsonOrNull;
  sentAt: string | null;
  status: Generated<'draft' | 'issued'>;
  statusChangedAt: string;
  subtotalMinor: Generated<bigint>;
  tags: Generated<string[]>;
  taxMinor: Generated<bigint>;
  totalMinor: Generated<bigint>;
  updatedAt: string;
  updatedBy: string | null;
  version: Generated<number>;
}

export interface CreditNoteLineTable {
  creditNoteId: string;
  creditedQuantity: Generated<string>;
  description: string;
  discountMinor: bigint;
  discountPercent: Generated<string>;
  id: string;
  lineType: Generated<'item'>;
  netMinor: bigint;
  optional: Generated<boolean>;
  orgId: string;
  productId: string | null;
  quantity: string;
  scopeId: string;
  scopePath: string;
  selected: Generated<boolean>;
  sortOrder: number;
  sourceId: string;
  taxMinor: bigint;
  taxRate: string;
  totalMinor: bigint;
  unit: string | null;
  unitCost: string | null;
  unitPrice: string;
}

export interface CreditNoteStatusChangeTable {
  at: string;
  by: string | null;
  fromStatus: string | null;
  id: string;
  orgId: string;
  reason: string | null;
  recordId: string;
  scopeId: string;
  scopePath: string;
  toStatus: string;
}

export interface CustomFieldTable {
  archivedAt: string | null;
  createdAt: string;
  defaultValue: JsonOrNull;
  helpText: string | null;
  helpTextAr: string | null;
  id: string;
  isUnique: Generated<boolean>;
  key: string;
  kind: 'lead' | 'account' | 'contact' | 'opportunity' | 'quote';
  label: string;
  labelAr: string | null;
  linkTo: 'lead' | 'account' | 'contact' | 'opportunity' | 'quote' | null;
  options: JsonOrDefault;
  orgId: string;
  position: number;
  required: Generated<boolean>;
  searchable: Generated<boolean>;
  section: string | null;
  sectionAr: string | null;
  type: 'text' | 'number' | 'money' | 'date' | 'choice' | 'multiChoice' | 'boolean' | 'url' | 'email' | 'phone' | 'member' | 'link';
  updatedAt: string;
  version: Generated<number>;
}

export interface CustomValueTable {
  dateValue: string | null;
  fieldId: string;
  numberValue: bigint | null;
  ordinal: Generated<number>;
  orgId: string;
  recordId: string;
  scopeId: string;
  scopePath: string;
  textValue: string | null;
  uniqueKey: string | null;
  uuidValue: string | null;
}

export interface CustomerCreditTable {
  amountMinor: bigint;
  availableMinor: GeneratedAlways<bigint | null>;
  createdAt: string;
  createdBy: string | null;
  creditDate: string;
  creditNoteId: string | null;
  currency: string;
  id: string;
  invoiceId: string;
  orgId: string;
  paymentId: string | null;
  refundedMinor: Generated<bigint>;
  scopeId: string;
  scopePath: string;
  usedMinor: Generated<bigint>;
}

export interface DataImportTable {
  apiKeyId: string | null;
  created: Generated<number>;
  createdAt: string;
  endedAt: string | null;
  fileKey: string;
  fileName: string;
  fileSize: bigint;
  headers: string[];
  id: string;
  jobId: string | null;
  kind: 'lead' | 'account' | 'contact' | 'product' | 'opportunity';
  memberId: string;
  orgId: string;
  plan: JsonOrNull;
  position: Generated<number>;
  preset: string | null;
  reading: Json;
  rejected: Generated<number>;
  skipped: Generated<number>;
  status: Generated<'uploaded' | 'running' | 'done' | 'cancelled' | 'failed' | 'undoing' | 'undone'>;
  total: number;
  undoResult: JsonOrNull;
  updated: Generated<number>;
}

export interface DemoLoadTable {
  finishedAt: string | null;
  orgId: string;
  startedAt: string;
  status: 'running' | 'loaded' | 'failed';
}

export interface DistinctPairTable {
  createdAt: string;
  createdBy: string | null;
  firstId: string;
  orgId: string;
  recordKind: 'account' | 'contact' | 'lead';
  secondId: string;
}

export interface DocumentBrandingTable {
  footer: Json;
  logoKey: string | null;
  logoSize: bigint | null;
  logoType: 'image/png' | 'image/jpeg' | null;
  nodeId: string;
  orgId: string;
  updatedAt: string;
  version: Generated<number>;
}

export interface DocumentPdfTable {
  contentSha256: string;
  createdAt: string;
  id: string;
  key: string;
  orgId: string;
  recordId: string;
  scopeId: string;
  scopePath: string;
  sha256: string;
  size: bigint;
}

export interface DocumentSnapshotTable {
  content: Json;
  contentSha256: string;
  createdAt: string;
  createdBy: string | null;
  fileId: string | null;
  id: string;
  number: number;
  orgId: string;
  recordId: string;
  recordKind: string;
  scopeId: string;
  scopePath: string;
}

export interface DocumentTemplateTable {
  entityId: string | null;
  id: string;
  kind: 'quote' | 'order' | 'invoice' | 'credit_note' | 'statement';
  language: 'en' | 'ar' | 'both';
  layout: 'classic' | 'modern' | 'compact';
  orgId: string;
  texts: Json;
  updatedAt: string;
  version: Generated<number>;
}

export interface EmailSettingTable {
  fromAddress: string;
  fromName: string;
  host: string;
  orgId: string;
  passwordSealed: string | null;
  port: number;
  replyDomain: string | null;
  security: 'none' | 'starttls' | 'tls';
  updatedAt: string;
  updatedBy: string | null;
  username: string | null;
  version: Generated<number>;
}

export interface EntityTable {
  accentColour: string | null;
  bankDetails: string | null;
  city: string | null;
  country: string | null;
  currency: string;
  email: string | null;
  legalName: string | null;
  nodeId: string;
  orgId: string;
  phone: string | null;
  postalCode: string | null;
  region: string | null;
  registrationNumber: string | null;
  street: string | null;
  taxNumber: string | null;
  timeZone: string;
  updatedAt: string;
  version: Generated<number>;
  website: string | null;
}

export interface ExchangeRateTable {
  createdAt: string;
  fromCurrency: string;
  id: string;
  orgId: string;
  rate: string;
  rateDate: string;
  toCurrency: string;
  updatedAt: string;
  version: Generated<number>;
}

export interface FileTable {
  archivedAt: string | null;
  createdAt: string;
  createdBy: string | null;
  id: string;
  name: string;
  orgId: string;
  recordId: string;
  recordKind: string;
  scopeId: string;
  scopePath: string;
  updatedAt: string;
  updatedBy: string | null;
  version: Generated<number>;
  versionId: string;
}

export interface FileUsageTable {
  bytes: Generated<bigint>;
  orgId: string;
}

export interface FileVersionTable {
  actorId: string | null;
  actorKind: 'member' | 'api_key' | 'system';
  actorName: string;
  contentType: string;
  createdAt: string;
  fileId: string;
  id: string;
  key: string;
  name: string;
  number: number;
  orgId: string;
  recordId: string;
  scopeId: string;
  scopePath: string;
  sha256: string;
  size: bigint;
}

export interface IdempotencyTable {
  actorId: string;
  body: string | null;
  createdAt: string;
  key: string;
  orgId: string;
  requestSha256: string;
  status: number | null;
}

export interface ImportRowTable {
  before: JsonOrNull;
  cells: string[] | null;
  importId: string;
  line: number;
  orgId: string;
  problems: JsonOrNull;
  recordId: string | null;
  result: 'created' | 'updated' | 'skipped' | 'rejected';
  undone: 'undone' | 'changed' | 'forbidden' | 'in_use' | null;
  version: number | null;
}

export interface ImportTemplateTable {
  createdAt: string;
  createdBy: string | null;
  headers: string[];
  id: string;
  kind: 'lead' | 'account' | 'contact' | 'product' | 'opportunity';
  name: string;
  orgId: string;
  plan: Json;
}

export interface InvitationTable {
  acceptedAt: string | null;
  createdAt: string;
  createdBy: string | null;
  email: string;
  expiresAt: string;
  id: string;
  name: string | null;
  nodeId: string;
  orgId: string;
  revokedAt: string | null;
  roleId: string;
  tokenSha256: string;
}

export interface InvoiceTable {
  accountId: string;
  archivedAt: string | null;
  balanceMinor: GeneratedAlways<bigint | null>;
  billingAddress: JsonOrNull;
  contactId: string | null;
  createdAt: string;
  createdBy: string | null;
  creditUsedMinor: Generated<bigint>;
  creditedMinor: Generated<bigint>;
  currency: string;
  customer: JsonOrNull;
  customerNote: string | null;
  discountMinor: Generated<bigint>;
  discountType: Generated<'none' | 'percent' | 'fixed'>;
  discountValue: Generated<string>;
  displayName: GeneratedAlways<string | null>;
  dueDate: string | null;
  entityId: string;
  id: string;
  internalNote: string | null;
  invoiceDate: string | null;
  issuedAt: string | null;
  language: 'en' | 'ar' | 'both' | null;
  lineCount: Generated<number>;
  number: string | null;
  opportunityId: string | null;
  orderId: string | null;
  orgId: string;
  ownerId: string | null;
  paidMinor: Generated<bigint>;
  paymentTermId: string | null;
  quoteId: string | null;
  reference: string | null;
  scopeId: string;
  scopePath: string;
  searchText: string;
  seller: JsonOrNull;
  sentAt: string | null;
  seriesCode: string | null;
  shippingAddress: JsonOrNull;
  status: Generated<'draft' | 'issued' | 'partially_paid' | 'paid' | 'void'>;
  statusChangedAt: string;
  subscriptionId: string | null;
  subtotalMinor: Generated<bigint>;
  tags: Generated<string[]>;
  taxMinor: Generated<bigint>;
  terms: string | null;
  title: string | null;
  totalMinor: Generated<bigint>;
  updatedAt: string;
  updatedBy: string | null;
  version: Generated<number>;
  voidReason: string | null;
  writtenOffMinor: Generated<bigint>;
}

export interface InvoiceEntryTable {
  amountMinor: bigint;
  createdAt: string;
  createdBy: string | null;
  creditId: string | null;
  creditNoteId: string | null;
  currency: string;
  entryDate: string;
  fromCreditMinor: Generated<bigint>;
  id: string;
  invoiceId: string;
  kind: 'refund' | 'credit_use' | 'credit_refund' | 'credit_note' | 'write_off' | 'write_off_reversal';
  method: string | null;
  orgId: string;
  paymentId: string | null;
  reason: string | null;
  reference: string | null;
  scopeId: string;
  scopePath: string;
}

export interface InvoiceLineTable {
  description: string;
  discountMinor: bigint;
  discountPercent: Generated<string>;
  id: string;
  invoiceId: string;
  lineType: Generated<'item' | 'heading'>;
  netMinor: bigint;
  optional: Generated<boolean>;
  orgId: string;
  productId: string | null;
  quantity: string;
  scopeId: string;
  scopePath: string;
  selected: Generated<boolean>;
  sortOrder: number;
  sourceId: string | null;
  taxMinor: bigint;
  taxRate: string;
  totalMinor: bigint;
  unit: string | null;
  unitCost: string | null;
  unitPrice: string;
}

export interface InvoiceReminderTable {
  createdAt: string;
  createdBy: string | null;
  id: string;
  invoiceId: string;
  messageId: string | null;
  orgId: string;
  outcome: 'sent' | 'no_recipient' | 'suppressed';
  scopeId: string;
  scopePath: string;
  stepDays: number | null;
}

export interface InvoiceStatusChangeTable {
  at: string;
  by: string | null;
  fromStatus: string | null;
  id: string;
  orgId: string;
  reason: string | null;
  recordId: string;
  scopeId: string;
  scopePath: string;
  toStatus: string;
}

export interface IssuedInvoiceTable {
  currency: string;
  entityId: string;
  invoiceDate: string;
  invoiceId: string;
  notedMinor: Generated<bigint>;
  number: string;
  orgId: string;
  scopeId: string;
  scopePath: string;
  seriesCode: string;
  subtotalMinor: bigint;
  taxMinor: bigint;
  totalMinor: bigint;
}

export interface IssuedLineTable {
  creditedNetMinor: Generated<bigint>;
  creditedQuantity: Generated<string>;
  creditedTaxMinor: Generated<bigint>;
  creditedTotalMinor: Generated<bigint>;
  id: string;
  invoiceId: string;
  netMinor: bigint;
  orgId: string;
  quantity: string;
  scopeId: string;
  scopePath: string;
  taxMinor: bigint;
  totalMinor: bigint;
}

export interface LeadTable {
  accountId: string | null;
  archivedAt: string | null;
  campaignId: string | null;
  companyName: string | null;
  contactId: string | null;
  convertedAccountId: string | null;
  convertedAt: string | null;
  convertedContactId: string | null;
  convertedOpportunityId: string | null;
  convertedQuoteId: string | null;
  createdAt: string;
  createdBy: string | null;
  custom: JsonOrDefault;
  displayName: string;
  email: string | null;
  emailDomain: GeneratedAlways<string | null>;
  firstName: string | null;
  id: string;
  jobTitle: string | null;
  lastName: string | null;
  matchName: GeneratedAlways<string | null>;
  mergedIntoId: string | null;
  nextActionDate: string | null;
  nextActionNote: string | null;
  orgId: string;
  ownerId: string | null;
  phone: string | null;
  phoneE164: string | null;
  pipelineId: string;
  quality: 'hot' | 'warm' | 'cold' | null;
  scopeId: string;
  scopePath: string;
  searchText: string;
  source: string | null;
  stageId: string;
  status: Generated<'new' | 'contacted' | 'qualified' | 'lost' | 'junk' | 'converted'>;
  statusChangedAt: string;
  tags: Generated<string[]>;
  updatedAt: string;
  updatedBy: string | null;
  version: Generated<number>;
}

export interface LeadConversionTable {
  createdAt: string;
  createdBy: string | null;
  id: string;
  leadBefore: Json;
  leadId: string;
  leadVersion: number;
  made: Json;
  orgId: string;
  relinked: Json;
  scopeId: string;
  scopePath: string;
  undoneAt: string | null;
  undoneBy: string | null;
}

export interface LeadStatusChangeTable {
  at: string;
  by: string | null;
  fromStageId: string | null;
  fromStatus: string | null;
  id: string;
  orgId: string;
  pipelineId: string | null;
  reason: string | null;
  recordId: string;
  scopeId: string;
  scopePath: string;
  toStageId: string | null;
  toStatus: string;
}

export interface LedgerAccountTable {
  code: string;
  orgId: string;
  role: 'receivable' | 'revenue' | 'tax' | 'bank' | 'customer_credit' | 'write_off';
  updatedAt: string;
}

export interface LineLedgerTable {
  createdAt: string;
  currency: string;
  discountMinor: bigint;
  discountPercent: string;
  fulfilledQuantity: Generated<string>;
  id: string;
  invoicedDiscountMinor: Generated<bigint>;
  invoicedNetMinor: Generated<bigint>;
  invoicedQuantity: Generated<string>;
  invoicedTaxMinor: Generated<bigint>;
  netMinor: bigint;
  orderId: string | null;
  orderedQuantity: Generated<string>;
  orgId: string;
  quantity: string;
  quoteId: string | null;
  quoteLineId: string | null;
  taxMinor: bigint;
  taxRate: string;
  unitPrice: string;
}

export interface MailTable {
  attempts: Generated<number>;
  bodyHtml: string | null;
  bodyText: string;
  claimedUntil: string | null;
  createdAt: string;
  id: string;
  lastError: string | null;
  orgId: string;
  recipient: string;
  sentAt: string | null;
  status: Generated<'queued' | 'sending' | 'sent' | 'simulated' | 'failed'>;
  subject: string;
}

export interface MemberTable {
  colourScheme: Generated<'auto' | 'light' | 'dark'>;
  createdAt: string;
  email: string;
  homeNodeId: string;
  id: string;
  locale: Generated<'en' | 'ar'>;
  name: string;
  orgId: string;
  status: Generated<'active' | 'deactivated'>;
  timeZone: string | null;
  updatedAt: string;
  version: Generated<number>;
}

export interface MembershipTable {
  memberId: string;
  orgId: string;
  userId: string;
}

export interface MergeTable {
  createdAt: string;
  createdBy: string | null;
  id: string;
  moved: Json;
  orgId: string;
  recordKind: 'account' | 'contact' | 'lead';
  scopeId: string;
  scopePath: string;
  sourceBefore: Json;
  sourceId: string;
  sourceVersion: number;
  targetBefore: Json;
  targetId: string;
  targetVersion: number;
  undoneAt: string | null;
  undoneBy: string | null;
}

export interface MessageTable {
  actorId: string | null;
  actorKind: 'member' | 'api_key' | 'system' | 'public';
  actorName: string;
  address: string;
  attachments: JsonOrDefault;
  attempts: Generated<number>;
  body: string;
  bodyHtml: string | null;
  channel: 'email' | 'sms';
  claimedUntil: string | null;
  createdAt: string;
  createdBy: string | null;
  direction: Generated<'inbound' | 'outbound'>;
  id: string;
  lastError: string | null;
  orgId: string;
  providerId: string | null;
  recipientId: string | null;
  recipientKind: string | null;
  recordId: string;
  recordKind: string;
  replyTo: string | null;
  scopeId: string;
  scopePath: string;
  sentAt: string | null;
  status: 'queued' | 'sending' | 'sent' | 'delivered' | 'failed' | 'bounced' | 'simulated' | 'suppressed';
  subject: string | null;
}

export interface MigrationTable {
  appliedAt: Generated<string>;
  name: string;
  sha256: string;
}

export interface NextActionWatchTable {
  orgId: string;
  until: string;
}

export interface NodeTable {
  archivedAt: string | null;
  createdAt: string;
  id: string;
  level: 'organisation' | 'entity' | 'branch' | 'department' | 'position';
  name: string;
  nextChildOrdinal: Generated<number>;
  orgId: string;
  parentId: string | null;
  path: string;
  updatedAt: string;
  version: Generated<number>;
}

export interface NotificationTable {
  actorId: string | null;
  actorName: string | null;
  count: Generated<number>;
  createdAt: string;
  data: JsonOrDefault;
  id: string;
  key: string | null;
  memberId: string;
  orgId: string;
  readAt: string | null;
  recordId: string | null;
  recordKind: string | null;
  shown: Generated<boolean>;
  type: string;
}

export interface NotificationPreferenceTable {
  email: boolean;
  inApp: boolean;
  memberId: string;
  orgId: string;
  type: string;
}

export interface NumberSeriesTable {
  active: Generated<boolean>;
  code: Generated<string>;
  document: 'quote' | 'order' | 'invoice' | 'credit_note';
  isDefault: Generated<boolean>;
  name: string | null;
  nextNumber: Generated<bigint>;
  nodeId: string;
  orgId: string;
  pattern: string;
  updatedAt: string;
  version: Generated<number>;
}

export interface OpportunityTable {
  accountId: string | null;
  amountMinor: bigint | null;
  archivedAt: string | null;
  campaignId: string | null;
  closedAt: string | null;
  contactId: string | null;
  createdAt: string;
  createdBy: string | null;
  currency: string;
  custom: JsonOrDefault;
  description: string | null;
  expectedCloseDate: string | null;
  id: string;
  leadId: string | null;
  lostReason: string | null;
  name: string;
  nextActionDate: string | null;
  nextActionNote: string | null;
  nextStep: string | null;
  orgId: string;
  ownerId: string | null;
  pipelineId: string;
  probability: number;
  scopeId: string;
  scopePath: string;
  searchText: string;
  stage: Generated<'new' | 'qualified' | 'quote_ready' | 'negotiation' | 'won' | 'lost'>;
  stageChangedAt: string;
  stageId: string;
  tags: Generated<string[]>;
  updatedAt: string;
  updatedBy: string | null;
  version: Generated<number>;
}

export interface OpportunityStatusChangeTable {
  at: string;
  by: string | null;
  fromStageId: string | null;
  fromStatus: string | null;
  id: string;
  orgId: string;
  pipelineId: string | null;
  reason: string | null;
  recordId: string;
  scopeId: string;
  scopePath: string;
  toStageId: string | null;
  toStatus: string;
}

export interface OptionValueTable {
  active: Generated<boolean>;
  createdAt: string;
  id: string;
  label: string;
  labelAr: string | null;
  list: 'account_type' | 'contact_role' | 'lead_source' | 'industry' | 'payment_method' | 'activity_outcome';
  orgId: string;
  sortOrder: Generated<number>;
  updatedAt: string;
  value: string;
  version: Generated<number>;
}

export interface OrderFulfilmentTable {
  at: string;
  by: string | null;
  fulfilledOn: string;
  id: string;
  note: string | null;
  orderId: string;
  orgId: string;
  scopeId: string;
  scopePath: string;
}

export interface OrderFulfilmentLineTable {
  fulfilmentId: string;
  id: string;
  ledgerId: string;
  orderId: string;
  orderLineId: string;
  orgId: string;
  quantity: string;
  scopeId: string;
  scopePath: string;
}

export interface OrganisationTable {
  accessVersion: Generated<number>;
  country: string | null;
  createdAt: string;
  currency: string;
  locale: Generated<'en' | 'ar'>;
  name: string;
  orgId: string;
  timeZone: string;
  updatedAt: string;
  version: Generated<number>;
}

export interface OrganisationModuleTable {
  enabled: boolean;
  module: 'crm' | 'accounting' | 'projects' | 'tickets' | 'subscriptions' | 'ai';
  orgId: string;
}

export interface OutboxTable {
  actorId: string | null;
  audienceId: string | null;
  createdAt: string;
  id: string;
  orgId: string;
  ownerId: string | null;
  payload: Json;
  position: bigint | null;
  recordId: string | null;
  recordKind: string | null;
  recordVersion: number | null;
  scopeId: string | null;
  scopePath: string | null;
  type: string;
}

export interface OutboxDeliveryTable {
  attempts: Generated<number>;
  consumer: string;
  deadAt: string | null;
  eventId: string;
  lastError: string | null;
  nextAttemptAt: string;
  orgId: string;
  position: bigint;
  recordId: string | null;
}

export interface OutboxStreamTable {
  orgId: string;
  position: Generated<bigint>;
}

export interface PaymentTable {
  accountId: string;
  amountMinor: bigint;
  archivedAt: string | null;
  createdAt: string;
  createdBy: string | null;
  creditMinor: Generated<bigint>;
  currency: string;
  id: string;
  invoiceId: string;
  method: string;
  orgId: string;
  ownerId: string | null;
  paymentDate: string;
  reference: string | null;
  refundedMinor: Generated<bigint>;
  scopeId: string;
  scopePath: string;
  updatedAt: string;
  updatedBy: string | null;
  version: Generated<number>;
}

export interface PaymentTermTable {
  active: Generated<boolean>;
  createdAt: string;
  days: number;
  id: string;
  isDefault: Generated<boolean>;
  name: string;
  orgId: string;
  sortOrder: Generated<number>;
  updatedAt: string;
  version: Generated<number>;
}

export interface PipelineTable {
  archivedAt: string | null;
  createdAt: string;
  id: string;
  isDefault: Generated<boolean>;
  kind: 'opportunity' | 'lead';
  name: string;
  nameKey: string | null;
  orgId: string;
  position: number;
  updatedAt: string;
  version: Generated<number>;
}

export interface PipelineStageTable {
  archivedAt: string | null;
  createdAt: string;
  id: string;
  name: string;
  nameKey: string | null;
  orgId: string;
  pipelineId: string;
  position: number;
  probability: number | null;
  rottingDays: number | null;
  status: 'new' | 'contacted' | 'qualified' | 'quote_ready' | 'negotiation' | 'won' | 'lost' | 'junk' | 'converted';
  updatedAt: string;
}

export interface PriceBookTable {
  active: Generated<boolean>;
  adjustmentPercent: string | null;
  createdAt: string;
  currency: string;
  forAccounts: Generated<boolean>;
  id: string;
  name: string;
  orgId: string;
  sortOrder: Generated<number>;
  updatedAt: string;
  validFrom: string | null;
  validUntil: string | null;
  version: Generated<number>;
}

export interface PriceBookAccountTable {
  accountId: string;
  orgId: string;
  priceBookId: string;
}

export interface PriceBookPriceTable {
  minQuantity: Generated<string>;
  orgId: string;
  priceBookId: string;
  productId: string;
  unitPrice: string;
}

export interface ProductTable {
  active: Generated<boolean>;
  archivedAt: string | null;
  bundlePricing: 'sum' | 'own' | null;
  costs: JsonOrDefault;
  createdAt: string;
  createdBy: string | null;
  description: string | null;
  id: string;
  name: string;
  orgId: string;
  ownerId: string | null;
  prices: JsonOrDefault;
  scopeId: string;
  scopePath: string;
  searchText: string;
  sku: string | null;
  tags: Generated<string[]>;
  taxRate: string | null;
  unit: string | null;
  updatedAt: string;
  updatedBy: string | null;
  version: Generated<number>;
}

export interface ProductComponentTable {
  componentId: string;
  orgId: string;
  position: number;
  productId: string;
  quantity: string;
  scopeId: string;
  scopePath: string;
}

export interface ProductImageTable {
  contentType: 'image/png' | 'image/jpeg' | 'image/webp';
  createdAt: string;
  key: string;
  orgId: string;
  productId: string;
  scopeId: string;
  scopePath: string;
  sha256: string;
  size: bigint;
}

export interface PublicLinkTable {
  createdAt: string;
  createdBy: string | null;
  expiresAt: string | null;
  firstViewedAt: string | null;
  id: string;
  lastViewedAt: string | null;
  orgId: string;
  recordId: string;
  recordKind: string;
  revokedAt: string | null;
  scopeId: string;
  scopePath: string;
  viewCount: Generated<number>;
}

export interface QuoteTable {
  acceptanceMethod: 'manual' | 'link' | 'signature' | null;
  accountId: string | null;
  amountMinor: bigint | null;
  archivedAt: string | null;
  billingAddress: JsonOrNull;
  changesRequestedAt: string | null;
  changesRequestedByName: string | null;
  changesRequestedNote: string | null;
  contactId: string | null;
  createdAt: string;
  createdBy: string | null;
  currency: string;
  custom: JsonOrDefault;
  customer: JsonOrNull;
  customerNote: string | null;
  decidedAt: string | null;
  decidedByName: string | null;
  decisionNote: string | null;
  description: string | null;
  discountMinor: Generated<bigint>;
  discountType: Generated<'none' | 'percent' | 'fixed'>;
  discountValue: Generated<string>;
  id: string;
  internalNote: string | null;
  invoiceId: string | null;
  language: 'en' | 'ar' | 'both' | null;
  leadId: string | null;
  lineCount: Generated<number>;
  number: string;
  opportunityId: string | null;
  orderId: string | null;
  orgId: string;
  ownerId: string | null;
  reference: string | null;
  revisionOfId: string | null;
  scheduledAt: string | null;
  scopeId: string;
  scopePath: string;
  searchText: string;
  seller: JsonOrNull;
  seriesNodeId: string;
  shippingAddress: JsonOrNull;
  status: Generated<'draft' | 'sent' | 'viewed' | 'accepted' | 'declined' | 'expired' | 'revised'>;
  statusChangedAt: string;
  subscriptionId: string | null;
  subtotalMinor: Generated<bigint>;
  tags: Generated<string[]>;
  taxMinor: Generated<bigint>;
  terms: string | null;
  title: string;
  totalMinor: Generated<bigint>;
  updatedAt: string;
  updatedBy: string | null;
  validUntil: string | null;
  version: Generated<number>;
  versionNumber: Generated<number>;
}

export interface QuoteLineTable {
  description: string;
  discountMinor: bigint;
  discountPercent: Generated<string>;
  id: string;
  lineType: Generated<'item' | 'heading'>;
  netMinor: bigint;
  optional: Generated<boolean>;
  orgId: string;
  productId: string | null;
  quantity: string;
  quoteId: string;
  scopeId: string;
  scopePath: string;
  selected: Generated<boolean>;
  sortOrder: number;
  sourceId: string | null;
  taxMinor: bigint;
  taxRate: string;
  totalMinor: bigint;
  unit: string | null;
  unitCost: string | null;
  unitPrice: string;
}

export interface QuoteStatusChangeTable {
  at: string;
  by: string | null;
  fromStatus: string | null;
  id: string;
  orgId: string;
  reason: string | null;
  recordId: string;
  scopeId: string;
  scopePath: string;
  toStatus: string;
}

export interface QuoteTemplateTable {
  content: Json;
  createdAt: string;
  id: string;
  name: string;
  orgId: string;
  updatedAt: string;
  version: Generated<number>;
}

export interface RecordVisitTable {
  lastAt: string;
  memberId: string;
  orgId: string;
  recordId: string;
  recordKind: string;
  visits: Generated<number>;
}

export interface ReminderTable {
  createdAt: string;
  id: string;
  memberId: string;
  minutesBefore: number | null;
  note: string | null;
  orgId: string;
  recordId: string;
  recordKind: string;
  remindAt: string;
  sentAt: string | null;
}

export interface ReminderPauseTable {
  createdAt: string;
  createdBy: string | null;
  invoiceId: string;
  orgId: string;
  reason: string | null;
  scopeId: string;
  scopePath: string;
}

export interface ReminderScheduleTable {
  enabled: boolean;
  enabledOn: string | null;
  orgId: string;
  steps: Json;
  updatedAt: string;
  version: Generated<number>;
}

export interface RoleTable {
  archivedAt: string | null;
  builtIn: 'administrator' | 'sales_manager' | 'sales_representative' | 'accountant' | 'viewer' | null;
  createdAt: string;
  id: string;
  name: string;
  orgId: string;
  updatedAt: string;
  version: Generated<number>;
}

export interface RoleAssignmentTable {
  createdAt: string;
  id: string;
  memberId: string;
  nodeId: string;
  orgId: string;
  roleId: string;
}

export interface RoleGrantTable {
  capability: string;
  orgId: string;
  reach: 'all' | 'own';
  roleId: string;
}

export interface SalesOrderTable {
  accountId: string | null;
  archivedAt: string | null;
  billingAddress: JsonOrNull;
  cancelReason: string | null;
  confirmedAt: string | null;
  contactId: string | null;
  createdAt: string;
  createdBy: string | null;
  currency: string;
  customer: JsonOrNull;
  customerNote: string | null;
  deliveryDate: string | null;
  discountMinor: Generated<bigint>;
  discountType: Generated<'none' | 'percent' | 'fixed'>;
  discountValue: Generated<string>;
  id: string;
  internalNote: string | null;
  language: 'en' | 'ar' | 'both' | null;
  lineCount: Generated<number>;
  number: string;
  opportunityId: string | null;
  orderDate: string;
  orgId: string;
  ownerId: string | null;
  quoteId: string | null;
  reference: string | null;
  scopeId: string;
  scopePath: string;
  searchText: string;
  seller: JsonOrNull;
  sentAt: string | null;
  seriesNodeId: string;
  shippingAddress: JsonOrNull;
  status: Generated<'draft' | 'confirmed' | 'partly_fulfilled' | 'fulfilled' | 'cancelled'>;
  statusChangedAt: string;
  subtotalMinor: Generated<bigint>;
  tags: Generated<string[]>;
  taxMinor: Generated<bigint>;
  terms: string | null;
  title: string;
  totalMinor: Generated<bigint>;
  updatedAt: string;
  updatedBy: string | null;
  version: Generated<number>;
}

export interface SalesOrderLineTable {
  description: string;
  discountMinor: bigint;
  discountPercent: Generated<string>;
  id: string;
  lineType: Generated<'item' | 'heading'>;
  netMinor: bigint;
  optional: Generated<boolean>;
  orderId: string;
  orgId: string;
  productId: string | null;
  quantity: string;
  scopeId: string;
  scopePath: string;
  selected: Generated<boolean>;
  sortOrder: number;
  sourceId: string | null;
  taxMinor: bigint;
  taxRate: string;
  totalMinor: bigint;
  unit: string | null;
  unitCost: string | null;
  unitPrice: string;
}

export interface SalesOrderStatusChangeTable {
  at: string;
  by: string | null;
  fromStatus: string | null;
  id: string;
  orgId: string;
  reason: string | null;
  recordId: string;
  scopeId: string;
  scopePath: string;
  toStatus: string;
}

export interface SavedViewTable {
  columns: JsonOrNull;
  companyDefault: Generated<boolean>;
  createdAt: string;
  filter: JsonOrNull;
  groupBy: string | null;
  id: string;
  kind: string;
  layout: 'list' | 'board';
  memberId: string;
  name: string;
  orgId: string;
  query: Json;
  shared: Generated<boolean>;
  sort: string | null;
  updatedAt: string;
  version: number;
}

export interface ScheduledSendTable {
  at: string;
  createdAt: string;
  createdBy: string;
  endedAt: string | null;
  id: string;
  language: 'en' | 'ar' | null;
  message: string | null;
  notifyBySms: boolean;
  orgId: string;
  problemCode: string | null;
  problemDetail: string | null;
  quoteId: string;
  scopeId: string;
  scopePath: string;
  status: Generated<'waiting' | 'sent' | 'cancelled' | 'failed'>;
  tries: Generated<number>;
}

export interface SearchLearnedTable {
  at: string;
  id: string;
  kind: string;
  orgId: string;
}

export interface SearchWordTable {
  orgId: string;
  word: string;
}

export interface SmsSettingTable {
  accountSid: string;
  baseUrl: string;
  orgId: string;
  sender: string;
  tokenSealed: string;
  updatedAt: string;
  updatedBy: string | null;
  version: Generated<number>;
}

export interface StoredObjectTable {
  createdAt: string;
  key: string;
  orgId: string;
  state: Generated<'pending' | 'kept' | 'unwanted'>;
}

export interface SubscriptionTable {
  accountId: string;
  anchorDate: GeneratedAlways<string | null>;
  archivedAt: string | null;
  autoIssue: Generated<boolean>;
  begunOn: string | null;
  billFrom: string | null;
  billingAddress: JsonOrNull;
  cancelReason: string | null;
  cancelsOn: string | null;
  contactId: string | null;
  createdAt: string;
  createdBy: string | null;
  currency: string;
  customerNote: string | null;
  discountMinor: Generated<bigint>;
  discountType: Generated<'none' | 'percent' | 'fixed'>;
  discountValue: Generated<string>;
  dueOn: string | null;
  endDate: string | null;
  entityId: string;
  failedAt: string | null;
  failure: JsonOrNull;
  firstPeriod: number;
  id: string;
  internalNote: string | null;
  interval: string;
  intervalCount: Generated<number>;
  language: 'en' | 'ar' | 'both' | null;
  lineCount: Generated<number>;
  nextInvoiceDate: string | null;
  nextPeriod: number;
  opportunityId: string | null;
  orgId: string;
  ownerId: string | null;
  paymentTermId: string | null;
  priceId: string;
  quoteId: string | null;
  recurringMinor: Generated<bigint>;
  reference: string | null;
  renewalNoticeDays: Generated<number>;
  renewalToldFor: string | null;
  retries: Generated<number>;
  retryAt: string | null;
  scopeId: string;
  scopePath: string;
  searchText: string;
  shippingAddress: JsonOrNull;
  startDate: string;
  status: 'draft' | 'trialing' | 'active' | 'paused' | 'cancelled' | 'ended';
  statusChangedAt: string;
  subtotalMinor: Generated<bigint>;
  tags: Generated<string[]>;
  taxMinor: Generated<bigint>;
  terms: string | null;
  title: string;
  totalMinor: Generated<bigint>;
  trialEndDate: string | null;
  updatedAt: string;
  updatedBy: string | null;
  version: Generated<number>;
}

export interface SubscriptionLineTable {
  description: string;
  discountMinor: bigint;
  discountPercent: Generated<string>;
  id: string;
  lineType: Generated<'item' | 'heading'>;
  netMinor: bigint;
  optional: Generated<boolean>;
  orgId: string;
  priceId: string;
  productId: string | null;
  quantity: string;
  scopeId: string;
  scopePath: string;
  selected: Generated<boolean>;
  sortOrder: number;
  sourceId: string | null;
  taxMinor: bigint;
  taxRate: string;
  totalMinor: bigint;
  unit: string | null;
  unitCost: string | null;
  unitPrice: string;
}

export interface SubscriptionPauseTable {
  at: string;
  by: string | null;
  fromDate: string;
  id: string;
  orgId: string;
  scopeId: string;
  scopePath: string;
  status: 'planned' | 'running' | 'over';
  subscriptionId: string;
  toDate: string | null;
}

export interface SubscriptionPeriodTable {
  at: string;
  endsOn: string;
  id: string;
  invoiceId: string | null;
  number: number;
  orgId: string;
  outcome: 'invoiced' | 'paused';
  priceId: string;
  scopeId: string;
  scopePath: string;
  startsOn: string;
  subscriptionId: string;
}

export interface SubscriptionPriceTable {
  createdAt: string;
  createdBy: string | null;
  discountMinor: bigint;
  discountType: 'none' | 'percent' | 'fixed';
  discountValue: string;
  id: string;
  lineCount: number;
  orgId: string;
  scopeId: string;
  scopePath: string;
  subscriptionId: string;
  subtotalMinor: bigint;
  taxMinor: bigint;
  totalMinor: bigint;
  validFrom: string;
}

export interface SubscriptionRevenueTable {
  at: string;
  changeMinor: bigint;
  currency: string;
  id: string;
  interval: string;
  intervalCount: number;
  onDate: string;
  orgId: string;
  reason: 'new' | 'expansion' | 'contraction' | 'paused' | 'resumed' | 'churned';
  scopeId: string;
  scopePath: string;
  subscribers: number;
  subscriptionId: string;
}

export interface SubscriptionStatusChangeTable {
  at: string;
  by: string | null;
  fromStatus: string | null;
  id: string;
  orgId: string;
  reason: string | null;
  recordId: string;
  scopeId: string;
  scopePath: string;
  toStatus: string;
}

export interface TaskTable {
  anchorDate: string | null;
  archivedAt: string | null;
  createdAt: string;
  createdBy: string | null;
  description: string | null;
  doneAt: string | null;
  doneBy: string | null;
  dueDate: string | null;
  dueTime: string | null;
  followedVersion: number | null;
  id: string;
  orgId: string;
  ownerId: string | null;
  previousId: string | null;
  priority: Generated<'low' | 'normal' | 'high'>;
  recordId: string | null;
  recordKind: string | null;
  recurrence: JsonOrNull;
  scopeId: string;
  scopePath: string;
  searchText: string;
  status: Generated<'open' | 'done'>;
  subject: string;
  updatedAt: string;
  updatedBy: string | null;
  version: Generated<number>;
}

export interface TaxRateTable {
  active: Generated<boolean>;
  createdAt: string;
  id: string;
  isDefault: Generated<boolean>;
  name: string;
  orgId: string;
  rate: string;
  sortOrder: Generated<number>;
  updatedAt: string;
  version: Generated<number>;
}

export interface TenantTable {
  createdAt: Generated<string>;
  firstSetup: boolean | null;
  orgId: string;
}

export interface TimelineHeirTable {
  causeId: string;
  createdAt: string;
  heirId: string;
  heirKind: string;
  orgId: string;
  sourceId: string;
  sourceKind: string;
}

export interface ViewDefaultTable {
  kind: string;
  memberId: string;
  orgId: string;
  viewId: string;
}
