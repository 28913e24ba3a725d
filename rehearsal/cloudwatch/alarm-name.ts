/** The name of an alarm of either type. CloudFormation would make one up; here, whoever hands the alarm over has to. */
export function readAlarmName({ AlarmName: name }: Readonly<Record<string, unknown>>): string {
  if (typeof name !== 'string' || name === '') {
    throw new Error(`an alarm: 'AlarmName' is ${JSON.stringify(name)}, and must be its name`);
  }
  if (name.length > 255 || /[^\x20-\x7e]/.test(name)) {
    throw new Error(`alarm '${name}': a name holds 255 characters at most, all of them ASCII`);
  }
  return name;
}

/** `dev/catalog/5xx-blue` of `arn:aws:cloudwatch:eu-central-1:000000000000:alarm:dev/catalog/5xx-blue`, or of itself. */
export function alarmNameOf(nameOrArn: string): string {
  return /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/.exec(nameOrArn)?.[1] ?? nameOrArn;
}
