import { Button, FileButton, Group, Text, Textarea } from '@mantine/core';
import { IconPhotoPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, apiUrl } from '#web/platform/api.ts';
import { ApiProblem } from '#web/platform/problem.ts';
import { Loaded } from './loaded.tsx';
import type { Branding, Translated } from './template-wire.ts';
import classes from './templates.module.css';
import { useAct } from './use-act.ts';

/** The logo and the line at the foot of every page. */
export function BrandingPanel({ nodeId }: { nodeId: string }) {
  const branding = useQuery({
    queryKey: ['settings', '/branding', nodeId],
    queryFn: ({ signal }) => api.get<Branding>(`/branding/${nodeId}`, { signal }),
  });
  return <Loaded query={branding}>{(found) => <Form key={found.version} branding={found} />}</Loaded>;
}

async function sendLogo(nodeId: string, file: File): Promise<void> {
  const body = new FormData();
  body.set('file', file);
  const response = await fetch(apiUrl(`/branding/${nodeId}/logo`), { method: 'POST', body });
  if (!response.ok) throw new ApiProblem(await response.json());
}

function Form({ branding }: { branding: Branding }) {
  const { t } = useTranslation();
  const act = useAct();
  const { nodeId, logo, version } = branding;
  const [footer, setFooter] = useState<Translated>(branding.footer);
  const dirty = (['en', 'ar'] as const).some(
    (language) => (footer[language] || '') !== (branding.footer[language] || ''),
  );
  const done = t('settings:saved');
  const upload = (file: File | null) =>
    file &&
    act(() => sendLogo(nodeId, file), {
      done,
      refusals: { validation_failed: 'settings:templates.badLogo' },
    });
  return (
    <div className={classes.fields}>
      <div className={classes.logo}>
        {logo ? (
          <img src={logo.url} alt={t('settings:templates.logo')} />
        ) : (
          <Text size="sm" c="dimmed">
            {t('settings:templates.noLogo')}
          </Text>
        )}
        <Group gap="xs">
          <FileButton onChange={upload} accept="image/png,image/jpeg">
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconPhotoPlus size={16} aria-hidden />}>
                {t(logo ? 'settings:templates.changeLogo' : 'settings:templates.addLogo')}
              </Button>
            )}
          </FileButton>
          {logo && (
            <Button
              variant="subtle"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => void act(() => api.delete(`/branding/${nodeId}/logo`), { done })}
            >
              {t('settings:templates.removeLogo')}
            </Button>
          )}
        </Group>
      </div>
      <div className={classes.pair}>
        {(['en', 'ar'] as const).map((language) => (
          <Textarea
            key={language}
            label={t('settings:templates.footerIn', {
              language: t(`settings:templates.languages.${language}`),
            })}
            dir={language === 'ar' ? 'rtl' : 'ltr'}
            lang={language}
            autosize
            minRows={2}
            maxLength={2_000}
            value={footer[language] ?? ''}
            onChange={(event) => setFooter({ ...footer, [language]: event.currentTarget.value || null })}
          />
        ))}
      </div>
      <div className={classes.acts}>
        <Button
          variant="default"
          disabled={!dirty}
          onClick={() => void act(() => api.patch(`/branding/${nodeId}`, { footer }, { version }), { done })}
        >
          {t('settings:templates.saveFooter')}
        </Button>
      </div>
    </div>
  );
}
