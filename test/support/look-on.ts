/** What is drawn or kept of a service, whichever version serves: no release and no guard waits for it. */
export const lookOn: readonly string[] = [
  'AWS::CloudWatch::Dashboard',
  'AWS::Logs::QueryDefinition',
  'AWS::Logs::SubscriptionFilter',
];
