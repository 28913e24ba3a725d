const wrapper = /^(\S+: )?Received response status \[FAILED\] from custom resource\. Message returned: /;

/** What a resource of ours said of its failure, without what CloudFormation and the CDK's framework put around it. */
export function ownWords(cause: string): string {
  return cause
    .replace(wrapper, '$1')
    .replace(/ \(RequestId: [^()]*\)$/, '')
    .replace(/ \(logs: [^()]*\)$/, '');
}
