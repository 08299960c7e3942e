import type { AddressInfo } from 'node:net';
import { accessEndpoints } from '#features/access/endpoints.ts';
import type { Endpoint } from '#platform/http/endpoint.ts';
import { buildServer } from '#platform/http/server.ts';
import { sendMail } from '#platform/mail/send-mail-kind.ts';
import type { Services } from '#platform/services.ts';
import { createTestDatabase, type TestDatabase } from './postgres.ts';
import { openTestServices, type TestServicesOptions } from './services.ts';

export type TestServer = {
  /** `http://127.0.0.1:<port>`, without a slash at its end. */
  url: string;
  services: Services;
  database: TestDatabase;
  stop(): Promise<void>;
};

export type TestServerOptions = Omit<TestServicesOptions, 'appUrl'> & {
  /** The rows of the features under test; those of access are always there. */
  endpoints?: readonly Endpoint[];
  requestsPerMinute?: number;
  /** Another server on the same database, as a second process would be. */
  database?: TestDatabase;
};

/** The real server on a database of its own and a free port. Stop it in `after`. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { endpoints = [], requestsPerMinute = 1_000_000, kinds = [sendMail], ...rest } = options;
  const database = options.database ?? (await createTestDatabase());
  const services = await openTestServices({ ...rest, kinds, appUrl: database.appUrl });
  const app = await buildServer({
    services,
    endpoints: [...accessEndpoints, ...endpoints],
    readSession: services.signIn.readSession,
    requestsPerMinute,
    checkAnswers: true,
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    services,
    database,
    stop: async () => {
      await app.close();
      await services.stop();
      if (!options.database) await database.drop();
    },
  };
}
