import { IconHome, IconSettings } from '@tabler/icons-react';
import { createContext, useContext } from 'react';
import type { Capability } from '#domain/capabilities.ts';
import type { RecordKindName } from '#domain/events.ts';
import type { ModuleName } from '#domain/modules.ts';
import { capabilityOf, kinds } from '#web/platform/kinds.ts';
import { useCan, useSession } from '#web/platform/session.ts';

export type Place = {
  to: string;
  /** i18n key. */
  label: string;
  icon: typeof IconHome;
  capability?: Capability;
  /** Seen by whoever has one of these. */
  anyOf?: readonly Capability[];
  module?: ModuleName;
};

/** The place of a kind's list in the navigation. */
export function kindPlace(kind: RecordKindName): Place {
  const { path, icon, module } = kinds[kind];
  return {
    to: `/${path}`,
    label: `kinds:${kind}.many`,
    icon,
    module,
    capability: capabilityOf(kind, 'view'),
  };
}

export const homePlace: Place = { to: '/', label: 'common:nav.home', icon: IconHome };
export const settingsPlace: Place = { to: '/settings', label: 'common:nav.settings', icon: IconSettings };

/** The places that exist, in the order of the navigation; filled by `routes.tsx` from the features. */
export const PlacesContext = createContext<readonly Place[]>([homePlace]);

/** The places that this member may see, with the modules that are on. */
export function usePlaces(): Place[] {
  const places = useContext(PlacesContext);
  const can = useCan();
  const modules = useSession()?.modules ?? [];
  return places.filter(
    (place) =>
      can(place.capability) &&
      (place.anyOf === undefined || place.anyOf.some((capability) => can(capability))) &&
      (place.module === undefined || modules.includes(place.module)),
  );
}
