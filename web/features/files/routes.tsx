import { lazy, Suspense } from 'react';
import type { SharedTab } from '#web/components/record/shared-tabs.ts';

const RecordFiles = lazy(async () => ({ default: (await import('./record-files.tsx')).RecordFiles }));

/** The files of any record. */
export const filesTab: SharedTab = {
  key: 'files',
  label: 'files:title',
  render: (record) => (
    <Suspense>
      <RecordFiles record={record} />
    </Suspense>
  ),
};
