/** How dev releases, in the text of `platform/stages.ts`: the first of the file. */
export const releaseOfDev =
  /release: \{ strategy: 'codedeploy', steps: \{ kind: 'all-at-once' \}, keepOldMinutes: \d+ \}/;
