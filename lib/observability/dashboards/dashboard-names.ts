/** What the dashboards of a stage are called, so that one can lead to another. */
export function dashboardNames(stage: string): {
  readonly platform: string;
  of(service: string): string;
} {
  return { platform: `${stage}-platform`, of: (service) => `${stage}-${service}` };
}
