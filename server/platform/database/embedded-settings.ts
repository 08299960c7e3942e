import { totalmem } from 'node:os';

const mebibyte = 1024 * 1024;

/**
 * The settings of the embedded PostgreSQL, given on its command line so that they follow the code and not the
 * day the cluster was made. Memory follows the machine: an eighth of it is shared, from 32 MB to 512 MB, which
 * leaves a small server room for Node. Sizes are in bytes.
 */
export function serverSettings(options: {
  socketDir: string;
  port: number;
  memoryBytes?: number;
  durable?: boolean;
}): Record<string, string> {
  const memory = Math.min(options.memoryBytes ?? totalmem(), containerLimit());
  const sharedMb = Math.round(Math.min(512, Math.max(32, memory / 8 / mebibyte)));
  const durable = options.durable ?? true;
  return {
    listen_addresses: '',
    unix_socket_directories: options.socketDir,
    unix_socket_permissions: '0700',
    port: String(options.port),
    password_encryption: 'scram-sha-256',
    max_connections: '100',
    shared_buffers: `${sharedMb}MB`,
    effective_cache_size: `${Math.max(64, Math.round(memory / 2 / mebibyte))}MB`,
    work_mem: sharedMb >= 256 ? '16MB' : '4MB',
    maintenance_work_mem: `${Math.max(32, Math.round(sharedMb / 4))}MB`,
    max_wal_size: '1GB',
    min_wal_size: '80MB',
    wal_compression: 'on',
    random_page_cost: '1.1',
    jit: 'off',
    // Row-level security makes one statement mean different plans for different scopes.
    plan_cache_mode: 'force_custom_plan',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_destination: 'stderr',
    logging_collector: 'off',
    // The kind of process before each line; embedded-process.ts takes it off.
    log_line_prefix: '%b: ',
    lc_messages: 'C',
  };
}

// A container may be allowed much less than the machine has.
function containerLimit(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? limit : Number.POSITIVE_INFINITY;
}
