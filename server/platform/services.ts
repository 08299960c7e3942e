import type { Clock } from './clock/clock.ts';
import type { Config } from './config/config.ts';
import type { Pool } from './database/database.ts';
import type { Queue } from './jobs/queue.ts';
import type { Logger } from './log/log.ts';
import type { Pdf } from './pdf/pdf.ts';
import type { SignIn } from './sign-in/types.ts';
import type { Store } from './store/store.ts';

/** What the process is made of, built once at start-up and passed down; nothing is global. */
export type Services = {
  config: Config;
  log: Logger;
  clock: Clock;
  pool: Pool;
  queue: Queue;
  /** Holds the content of files. */
  store: Store;
  /** Makes documents, in children of its own that start when first needed. */
  pdf: Pdf;
  /** Its connections are opened when first needed, so it costs a worker nothing. */
  signIn: SignIn;
};
