/** Where an answer leads (HAL's `_links`): clients follow these and build no addresses of their own. */
export interface Link {
  readonly href: string;
  /** Stands where following it is not a GET. */
  readonly method?: string;
  /** `href` has braces to be filled in (RFC 6570). */
  readonly templated?: boolean;
}

/** Leaves out what has no address: the last page has no `next`. */
export function links(
  targets: Readonly<Record<string, string | Link | undefined>>,
): Readonly<Record<string, Link>> {
  const result: Record<string, Link> = {};
  for (const [relation, target] of Object.entries(targets)) {
    if (target !== undefined) result[relation] = typeof target === 'string' ? { href: target } : target;
  }
  return result;
}

export function link(href: string, method?: string): Link {
  return method === undefined ? { href } : { href, method };
}

/** `templated('/v1/products/{id}')` */
export function templated(href: string, method?: string): Link {
  return { ...link(href, method), templated: true };
}
