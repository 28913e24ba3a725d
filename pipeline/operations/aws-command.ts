export interface CommandPlace {
  readonly region: string;
  /** Of a rehearsal. @default - AWS itself */
  readonly endpoint?: string;
}

/** What to type for `aws` to be in the same place, whatever the shell is set to. */
export function awsCommand({ region, endpoint }: CommandPlace): string {
  return endpoint === undefined
    ? `aws --region ${region}`
    : // Version 1 of the command line reads AWS_DEFAULT_REGION alone.
      `AWS_ENDPOINT_URL=${endpoint} AWS_DEFAULT_REGION=${region} AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x aws`;
}
