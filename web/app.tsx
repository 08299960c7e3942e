import {
  DirectionProvider,
  localStorageColorSchemeManager,
  MantineProvider,
  useDirection,
} from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { useMediaQuery } from '@mantine/hooks';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import 'dayjs/locale/ar';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { CreatorsContext } from '#web/components/create/declare.ts';
import { PlacesContext } from '#web/components/frame/navigation.ts';
import { SharedTabsContext } from '#web/components/record/shared-tabs.ts';
import { onSignedOut } from '#web/platform/api.ts';
import { directionOf } from '#web/platform/language.ts';
import { queryClient } from '#web/platform/query-client.ts';
import { theme } from '#web/platform/theme.ts';
import { themeVariables } from '#web/platform/theme-variables.ts';
import { creators, places, router, sharedTabs } from './routes.tsx';

const colourScheme = localStorageColorSchemeManager({ key: 'parley.colour-scheme' });

// A session that ends while someone works sends them to sign in; what they typed waits in its draft.
onSignedOut(() => {
  if (queryClient.getQueryData(['me'])) void queryClient.resetQueries({ queryKey: ['me'] });
});

function Turned({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const { setDirection } = useDirection();
  const direction = directionOf(i18n.language);
  useEffect(() => setDirection(direction), [direction, setDirection]);
  return (
    <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: direction === 'rtl' ? 0 : 1 }}>
      {children}
    </DatesProvider>
  );
}

/** At the end of the bottom edge; on a phone at the top, where they cover neither the save bar nor the navigation. */
function Messages() {
  const { dir } = useDirection();
  const narrow = useMediaQuery('(max-width: 48em)') ?? false;
  const end = dir === 'rtl' ? 'bottom-left' : 'bottom-right';
  return <Notifications position={narrow ? 'top-center' : end} />;
}

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <DirectionProvider initialDirection={document.documentElement.dir as 'ltr' | 'rtl'}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={themeVariables}
          colorSchemeManager={colourScheme}
          defaultColorScheme="auto"
        >
          <Turned>
            <CreatorsContext value={creators}>
              <PlacesContext value={places}>
                <SharedTabsContext value={sharedTabs}>
                  <ModalsProvider>
                    <Messages />
                    <RouterProvider router={router} />
                  </ModalsProvider>
                </SharedTabsContext>
              </PlacesContext>
            </CreatorsContext>
          </Turned>
        </MantineProvider>
      </DirectionProvider>
    </QueryClientProvider>
  );
}
