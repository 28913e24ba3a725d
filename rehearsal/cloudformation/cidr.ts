import { TemplateError } from './template-error.ts';

/** `Fn::Cidr`: the first `count` blocks inside `block` that leave `hostBits` bits for hosts. IPv4. */
export function cidrBlocks(block: string, count: number, hostBits: number): readonly string[] {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(block);
  if (!match) throw new TemplateError(`Fn::Cidr: '${block}' is not an IPv4 block such as 10.0.0.0/16`);
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  const size = 2 ** hostBits;
  const start = (((a * 256 + b) * 256 + c) * 256 + d) & ~(2 ** (32 - prefix) - 1);
  if (!Number.isInteger(count) || count < 1 || count > 256 || count * size > 2 ** (32 - prefix)) {
    throw new TemplateError(`Fn::Cidr: ${count} blocks with ${hostBits} host bits do not fit into ${block}`);
  }
  return Array.from(
    { length: count },
    (_, index) => `${dotted((start >>> 0) + index * size)}/${32 - hostBits}`,
  );
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}
