/** The blocks of addresses that a network is divided into. */

/** The `index`th of the 16 equal blocks of an IPv4 network in CIDR notation, such as 10.0.0.0/16. */
export function sixteenth(cidr: string, index: number): string {
  const [, address = '', length = ''] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(cidr) ?? [];
  const bytes = address.split('.').map(Number);
  const prefix = Number(length);
  if (address === '' || bytes.some(byte => byte > 255) || prefix > 24)
    throw new Error(
      `vpc: ${cidr} is no block of IPv4 addresses of a /24 or larger: fifteen subnets lie in it`,
    );
  const first = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const base = first - (first % 2 ** (32 - prefix));
  const start = base + index * 2 ** (28 - prefix);
  return `${[24, 16, 8, 0].map(shift => Math.floor(start / 2 ** shift) % 256).join('.')}/${prefix + 4}`;
}
