import type { FeatureJob } from '#platform/feature.ts';
import type { Job } from '#platform/jobs/job.ts';
import type { TestMember } from '#test/build/company.ts';
import type { TestServer } from '#test/build/server.ts';
import { importJobs } from '../jobs.ts';

type Answer = { status: number; body: Record<string, unknown> };

export type ImportClient = {
  upload(
    kind: string,
    name: string,
    content: string | Uint8Array,
    more?: Record<string, string>,
  ): Promise<Answer>;
  run(id: string): Promise<void>;
  undo(id: string): Promise<void>;
  text(path: string): Promise<string>;
  /** Uploads, takes the guessed mapping with what `plan` adds, and runs. */
  bring(kind: string, content: string, plan: object): Promise<string>;
};

/** Runs a job of a test company here and now, as a worker would. */
export async function workOff(
  server: TestServer,
  [name, orgId, backgroundJobId]: readonly [string, string, string],
): Promise<void> {
  const job = importJobs.find(({ kind }) => kind.name === name) as FeatureJob;
  const { signal } = new AbortController();
  const held: Job = { id: backgroundJobId, data: { orgId, backgroundJobId }, retryCount: 0, signal };
  await job.run(server.services, held);
}

/** What the web does, for tests. */
export function importClient(server: TestServer, member: TestMember): ImportClient {
  const headers = { authorization: `Bearer ${member.apiKey}` };
  const upload: ImportClient['upload'] = async (kind, name, content, more = {}) => {
    const form = new FormData();
    form.set('kind', kind);
    for (const [key, value] of Object.entries(more)) form.set(key, value);
    form.set('file', new Blob([content as string]), name);
    const answer = await fetch(`${server.url}/api/v1/imports`, { method: 'POST', headers, body: form });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const act = async (id: string, verb: 'run' | 'undo', name: string) => {
    const { status, body } = await member.api.post(`/imports/${id}/${verb}`, {});
    if (status !== 202) throw new Error(`${verb}: ${JSON.stringify(body)}`);
    const { orgId } = await member.principal();
    await workOff(server, [name, orgId, String(body.jobId)]);
  };
  const run = (id: string) => act(id, 'run', 'import');
  return {
    upload,
    run,
    undo: (id) => act(id, 'undo', 'undo-import'),
    text: async (path) => (await fetch(`${server.url}/api/v1${path}`, { headers })).text(),
    bring: async (kind, content, plan) => {
      const made = await upload(kind, 'file.csv', content);
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      const { id, mapping } = made.body;
      const dry = await member.api.post(`/imports/${id}/dry-run`, { mapping, ...plan });
      if (dry.status !== 200) throw new Error(JSON.stringify(dry.body));
      await run(String(id));
      return String(id);
    },
  };
}
