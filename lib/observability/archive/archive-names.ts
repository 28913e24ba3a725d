/** Named, so that each service's stack names them: a reference would have all of them read outputs of one more stack. */
export interface ArchiveNames {
  /** The stream that takes lines to the bucket. */
  readonly stream: string;
  /** As whom CloudWatch hands them to the stream. */
  readonly sender: string;
}

export function archiveNames(stage: string): ArchiveNames {
  return { stream: `shoal-${stage}-log-archive`, sender: `${stage}-log-archive-sender` };
}
