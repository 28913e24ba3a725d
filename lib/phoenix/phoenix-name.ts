/** What the weekly release of a stage is called: its project, and the role that the boundary lets do what it takes. */
export function phoenixName(stage: string): string {
  return `${stage}-phoenix`;
}
