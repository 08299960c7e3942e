import { z } from 'zod';
import { optionalCountry, optionalText, optionalUuid, rule, tags } from './fields.ts';
import { levels, type Scope, type ScopeIdKey, scopeIdKeys } from './scope.ts';

const idKeys: readonly ScopeIdKey[] = scopeIdKeys.position;

/**
 * Where a record belongs: a level and the node of each level down to it. A missing parent is refused by name, and so
 * is an id below the level; that the nodes exist and belong together is the server's to check.
 */
export const scopeBody = z
  .strictObject({
    level: z.enum(levels),
    entityId: optionalUuid,
    branchId: optionalUuid,
    departmentId: optionalUuid,
    positionId: optionalUuid,
  })
  .check(
    ...idKeys.flatMap((key) => [
      rule<Scoped>(
        (scope) => !scopeIdKeys[scope.level].includes(key) || Boolean(scope[key]),
        'required',
        {},
        [key],
      ),
      rule<Scoped>((scope) => scopeIdKeys[scope.level].includes(key) || !scope[key], 'not_allowed', {}, [
        key,
      ]),
    ]),
  )
  .transform(({ level, ...ids }): Scope => {
    const scope: Scope = { level };
    for (const key of scopeIdKeys[level]) scope[key] = ids[key] ?? undefined;
    return scope;
  });

type Scoped = { level: Scope['level'] } & { [Key in ScopeIdKey]?: string | null };

/** What every business record takes besides its own fields. An omitted scope is the member's own node. */
export const recordFields = {
  scope: scopeBody.optional(),
  ownerId: optionalUuid,
  tags: tags.optional(),
};

/** A postal address. In a patch, members that are left out stay as they are; null in its place clears it all. */
export const address = z.strictObject({
  street: optionalText(255),
  city: optionalText(120),
  region: optionalText(120),
  postalCode: optionalText(20),
  country: optionalCountry,
});

export const optionalAddress = address.nullable().optional();

export type Address = z.infer<typeof address>;
