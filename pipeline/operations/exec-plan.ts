/** What `aws ecs execute-command` is told. */
export interface ExecPlan {
  readonly cluster: string;
  readonly taskId: string;
  readonly container: string;
  readonly command: string;
  readonly region: string;
}

/** The images have no shell; what they have is Node, whose prompt reads files, environment and network. */
export const prompt = '/nodejs/bin/node';

export function execArgs({ cluster, taskId, container, command, region }: ExecPlan): readonly string[] {
  return [
    'ecs',
    'execute-command',
    '--region',
    region,
    '--cluster',
    cluster,
    '--task',
    taskId,
    '--container',
    container,
    '--interactive',
    '--command',
    command,
  ];
}

/** As a person may paste it. */
export function pasted(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}
