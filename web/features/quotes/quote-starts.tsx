import { Button, Stack, TextInput } from '@mantine/core';
import { IconBookmark, IconCopy } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldProblem } from '#domain/field-errors.ts';
import { ActDialog, type Attempt } from '#web/components/document/act-dialog.tsx';
import { useNotify } from '#web/components/notify.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { api } from '#web/platform/api.ts';
import { recordPath } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';
import type { Quote } from './quote.ts';

/** What another quote can take from this one: all of it, or its lines and words by way of a template. */
export function QuoteStarts({ quote }: { quote: Quote }) {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [copying, setCopying] = useState(false);
  const [naming, setNaming] = useState(false);
  if (!can('crm.quotes.create')) return null;
  const duplicate = async () => {
    setCopying(true);
    try {
      const copy = await api.post<Quote>(`/quotes/${quote.id}/duplicate`, {});
      await queryClient.invalidateQueries({ queryKey: ['quote'] });
      notify.done(t('quotes:starts.duplicated'));
      await navigate({ to: recordPath('quote', copy.id) });
    } catch (error) {
      notify.refused(error);
    } finally {
      setCopying(false);
    }
  };
  return (
    <SidePanel title={t('quotes:starts.title')}>
      <Stack gap={4} align="flex-start">
        <Button
          variant="subtle"
          size="compact-sm"
          loading={copying}
          leftSection={<IconCopy size={15} aria-hidden />}
          onClick={() => void duplicate()}
        >
          {t('quotes:starts.duplicate')}
        </Button>
        {can('crm.settings.manage') && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconBookmark size={15} aria-hidden />}
            onClick={() => setNaming(true)}
          >
            {t('quotes:starts.saveTemplate')}
          </Button>
        )}
      </Stack>
      <TemplateDialog quote={quote} opened={naming} close={() => setNaming(false)} />
    </SidePanel>
  );
}

function TemplateDialog({ quote, opened, close }: { quote: Quote; opened: boolean; close: () => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [name, setName] = useState(quote.title);
  const save = async ({ idempotencyKey }: Attempt) => {
    await api.post('/quote-templates', { name, quoteId: quote.id }, { idempotencyKey });
    await queryClient.invalidateQueries({ queryKey: ['creator', 'quote'] });
    await queryClient.invalidateQueries({ queryKey: ['/quote-templates'] });
    notify.done(t('quotes:starts.templateSaved'));
  };
  return (
    <ActDialog
      opened={opened}
      close={close}
      title={t('quotes:starts.templateTitle')}
      effects={[t('quotes:starts.templateText')]}
      confirm={t('common:act.save')}
      check={() => (name.trim() === '' ? [fieldProblem('name', 'required')] : [])}
      run={save}
    >
      {({ errorAt, typed }) => (
        <TextInput
          label={t('quotes:starts.templateName')}
          value={name}
          maxLength={120}
          data-autofocus
          error={errorAt('name')}
          onChange={(event) => {
            setName(event.currentTarget.value);
            typed();
          }}
        />
      )}
    </ActDialog>
  );
}
