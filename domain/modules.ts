/** The parts of Parley that a company switches on and off. */
export const moduleNames = ['crm', 'accounting', 'projects', 'tickets', 'subscriptions', 'ai'] as const;

export type ModuleName = (typeof moduleNames)[number];

/** What a new company starts with; the rest is switched on under Settings. */
export const initialModules: readonly ModuleName[] = ['crm', 'accounting'];
