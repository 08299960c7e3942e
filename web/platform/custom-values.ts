type Values = Record<string, unknown>;

const prefix = 'custom.';

/** Values of custom fields as forms keep them, each under `custom.<key>`, put into `custom` as the API takes them. */
export function nestCustom(values: Values): Values {
  const flat = Object.entries(values).filter(([key]) => key.startsWith(prefix));
  if (flat.length === 0) return values;
  const rest = Object.entries(values).filter(([key]) => !key.startsWith(prefix));
  const custom = Object.fromEntries(flat.map(([key, value]) => [key.slice(prefix.length), value]));
  return { ...Object.fromEntries(rest), custom };
}

/** A record with its custom values also under `custom.<key>`, as the fields that show them ask for them. */
export function flatCustom<Item extends object>(record: Item): Item & Values {
  const { custom } = record as { custom?: Values };
  const flat = Object.entries(custom ?? {}).map(([key, value]) => [prefix + key, value]);
  return { ...record, ...Object.fromEntries(flat) } as Item & Values;
}
