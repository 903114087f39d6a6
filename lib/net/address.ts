// Where a socket is.

/** An IPv4 address with its UDP or TCP port. */
export interface Address {
  readonly hostname: string;
  readonly port: number;
}
