import { domainToASCII } from 'node:url';

/** What every mail server takes at most, without the brackets (RFC 5321). */
const longest = 254;
const longestName = 64;
const domainName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * The one spelling of an address: without spaces around it, in small letters, its domain as DNS writes it.
 * Undefined for what is no address. What a provider makes of dots and pluses is the provider's affair.
 */
export function emailAddressOf(text: string): string | undefined {
  const clean = text.trim().normalize('NFKC').toLowerCase();
  const at = clean.lastIndexOf('@');
  const name = clean.slice(0, at);
  const domain = domainToASCII(clean.slice(at + 1));
  if (at < 1 || name.length > longestName || /[\s"(),:;<>@[\\\]\p{C}]/u.test(name)) return undefined;
  if (name.startsWith('.') || name.endsWith('.') || name.includes('..') || !domainName.test(domain)) {
    return undefined;
  }
  const address = `${name}@${domain}`;
  return Buffer.byteLength(address) > longest ? undefined : address;
}
