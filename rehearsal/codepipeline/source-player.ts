import { join } from 'node:path';
import type { SourceRevision } from './execution.ts';
import type { GitRepository } from './git-repository.ts';
import type { ActionPlayer } from './run-stage.ts';

/** Gives the pipeline what the commit holds, as a connection to GitHub would. */
export function sourcePlayer(repository: GitRepository, revision: SourceRevision): ActionPlayer {
  return async ({ action, folder, say }) => {
    const branch = action.configuration.BranchName ?? '';
    const outputs: Record<string, string> = {};
    for (const name of action.outputs) {
      outputs[name] = join(folder, name);
      await repository.checkOut(revision.commit, join(folder, name));
    }
    say(`${revision.commit.slice(0, 7)} ${revision.message} (${revision.author})`);
    return {
      status: 'succeeded',
      outputs,
      variables: {
        CommitId: revision.commit,
        CommitMessage: revision.message,
        BranchName: branch,
        FullRepositoryName: action.configuration.FullRepositoryId ?? '',
      },
    };
  };
}
