/** What the topics and queues of a stage are called: fixed, so that policies can name them before they exist. */
export function topicName(stage: string, service: string): string {
  return `${stage}-${service}-events`;
}

export function queueNames(
  stage: string,
  service: string,
): { readonly queue: string; readonly dead: string } {
  return { queue: `${stage}-${service}`, dead: `${stage}-${service}-dead` };
}
