/** How the addresses of a network are divided: as cidrsubnet(cidr, 4, n) does in the module of the network. */
import { combineTexts, plain, type Text } from '../../../../model/traced.ts';

export interface Subnet {
  readonly tier: 'public' | 'private' | 'data';
  readonly zone: Text;
  readonly cidr: Text;
}

/** Each tier has five places of the sixteen, so that a zone more moves no subnet. */
const tiers = { public: 0, private: 5, data: 10 } as const;

export const subnetsOf = (network: Text, zones: readonly Text[]): readonly Subnet[] =>
  Object.entries(tiers).flatMap(([tier, first]) =>
    zones.map((zone, i) => ({
      tier: tier as Subnet['tier'],
      zone,
      cidr: combineTexts([network], () => part(plain(network), first + i)),
    })),
  );

/** One of the sixteen equal parts of a range of IPv4 addresses: the second of 10.0.0.0/16 is 10.0.16.0/20. */
function part(range: string, index: number): string {
  const [address = '', bits = ''] = range.split('/');
  const size = Number(bits) + 4;
  const start =
    address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0) + index * 2 ** (32 - size);
  const bytes = [24, 16, 8, 0].map(shift => Math.floor(start / 2 ** shift) % 256);
  return `${bytes.join('.')}/${size}`;
}
