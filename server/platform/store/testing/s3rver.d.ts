declare module 's3rver' {
  import type { AddressInfo } from 'node:net';

  type Options = {
    address: string;
    port: number;
    silent: boolean;
    directory: string;
    configureBuckets: { name: string; configs: string[] }[];
  };
  /** What its tests use of the package, which brings no types. */
  export default class S3rver {
    constructor(options: Options);
    run(done: (error: Error | null, address: AddressInfo) => void): void;
    close(): Promise<void>;
  }
}
