import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { TabRecord } from '#web/components/record/shared-tabs.ts';
import { type ProblemDocument, problemOf } from '#web/platform/problem.ts';
import { sendUpload } from './send-upload.ts';

/** One file on its way, or refused. What arrived leaves the list for that of the record. */
export type Upload = {
  id: number;
  name: string;
  /** From 0 to 1. */
  part: number;
  problem: ProblemDocument | null;
  cancel(): void;
};

const atOnce = 3;

/** Runs what is enqueued a few at a time, in its order. */
function useLanes(): (job: () => Promise<void>) => void {
  const running = useRef(0);
  const waiting = useRef<(() => Promise<void>)[]>([]);
  const pump = useCallback(() => {
    while (running.current < atOnce) {
      const job = waiting.current.shift();
      if (!job) return;
      running.current += 1;
      void job().finally(() => {
        running.current -= 1;
        pump();
      });
    }
  }, []);
  return useCallback(
    (job) => {
      waiting.current.push(job);
      pump();
    },
    [pump],
  );
}

/** Sends chosen files three at a time; `versionOf` makes them versions of one file. */
export function useUploads({ kind, id }: TabRecord) {
  const client = useQueryClient();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const next = useRef(1);
  const enqueue = useLanes();
  const aborts = useRef(new Set<AbortController>());

  useEffect(() => {
    const open = aborts.current;
    return () => {
      for (const one of open) one.abort();
    };
  }, []);

  const remove = useCallback((upload: number) => {
    setUploads((all) => all.filter((one) => one.id !== upload));
  }, []);

  const change = useCallback((upload: number, more: Partial<Upload>) => {
    setUploads((all) => all.map((one) => (one.id === upload ? { ...one, ...more } : one)));
  }, []);

  const start = useCallback(
    (files: readonly File[], versionOf?: string) => {
      for (const file of files) {
        const upload = next.current++;
        const abort = new AbortController();
        aborts.current.add(abort);
        const cancel = () => {
          abort.abort();
          remove(upload);
        };
        setUploads((all) => [...all, { id: upload, name: file.name, part: 0, problem: null, cancel }]);
        enqueue(async () => {
          if (abort.signal.aborted) return;
          try {
            await sendUpload({
              path: versionOf ? `/files/${versionOf}/versions` : '/files',
              file,
              fields: versionOf ? {} : { recordKind: kind, recordId: id },
              signal: abort.signal,
              progress: (part) => change(upload, { part }),
            });
            await client.invalidateQueries({ queryKey: [kind] });
            remove(upload);
          } catch (error) {
            if (!abort.signal.aborted) change(upload, { problem: problemOf(error) });
          } finally {
            aborts.current.delete(abort);
          }
        });
      }
    },
    [kind, id, client, remove, change, enqueue],
  );
  return { uploads, start };
}
