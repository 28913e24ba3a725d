/** As Synthetics, its metrics and the console know it. */
export function canaryName(stage: string): string {
  return `shoal-${stage}-shopper`;
}

/** Where the function of a canary writes, as Synthetics names it. */
export function canaryLogName(stage: string, id = '*'): string {
  return `/aws/lambda/cwsyn-${canaryName(stage)}-${id}`;
}
