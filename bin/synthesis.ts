import { join } from 'node:path';
import { Refusal } from './command.ts';
import { reasonOfCrash } from './reason-of-crash.ts';
import { saySoon } from './terminal/say-soon.ts';
import { root, runTool } from './tool.ts';

export interface Synthesis {
  readonly into: string;
  /** Whose code makes the templates. @default - this folder's */
  readonly from?: string;
  /** @default - every stage */
  readonly stage?: string;
  /** The week whose base layers the images stand on. @default - whichever they were first built on */
  readonly base?: string | undefined;
  /** Whether CDK's validation and cdk-nag read the templates; it costs seconds. */
  readonly validate: boolean;
  /** Ends it early. @default - it runs to its end */
  readonly signal?: AbortSignal;
  /** Told what is being done where it takes longer than a moment. @default - this terminal */
  readonly say?: (sentence: string) => void;
}

/** Synthesizes in a process of its own: CDK's memory goes with it, and no CDK CLI stands between. */
export async function synthesize({
  into,
  from = root,
  stage,
  base,
  validate,
  signal,
  say,
}: Synthesis): Promise<void> {
  const run = await saySoon(
    `Synthesizing the templates of ${stage ?? 'every stage'} …`,
    runTool('node', [join(from, 'bin', 'app.ts')], {
      cwd: from,
      ...(signal && { signal }),
      env: {
        CDK_OUTDIR: into,
        // The library is large: its compiled code is kept beside the packages it comes from.
        NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'),
        CDK_VALIDATION: String(validate),
        ...((stage ?? base) && { CDK_CONTEXT_JSON: JSON.stringify({ stages: stage, base }) }),
      },
    }),
    say,
  );
  if (run.code !== 0)
    throw new Refusal(`The templates could not be synthesized:\n${reasonOfCrash(run.output)}`);
}
