import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/**
 * What a browser must know of everything that comes through the public door, the balancer's own errors included. The
 * balancer writes over what a service has set; so these are what no page of the shop wants otherwise, word for word as
 * the gateway sets them. What differs between pages (Content-Security-Policy: the documentation loads a script) stays
 * the gateway's.
 */
const forEverything: Readonly<Record<string, string>> = {
  x_content_type_options: 'nosniff',
  x_frame_options: 'DENY',
};

/** Browsers take it from TLS only. */
const forTls: Readonly<Record<string, string>> = {
  strict_transport_security: 'max-age=31536000; includeSubDomains',
};

export function setResponseHeaders(
  listener: elbv2.ApplicationListener,
  face: 'public' | 'internal',
  protocol: 'http' | 'https',
): void {
  // It would say what kind of balancer this is, which helps nobody but an attacker.
  listener.setAttribute('routing.http.response.server.enabled', 'false');
  if (face === 'internal') return;
  const headers = { ...forEverything, ...(protocol === 'https' ? forTls : {}) };
  for (const [name, value] of Object.entries(headers)) {
    listener.setAttribute(`routing.http.response.${name}.header_value`, value);
  }
}
