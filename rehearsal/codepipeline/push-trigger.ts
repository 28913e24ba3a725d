import { pathPattern } from '../codebuild/path-pattern.ts';
import type { PathFilter, Pipeline } from './pipeline.ts';

export interface Push {
  /** Nothing where a commit is checked out instead. */
  readonly branch: string | undefined;
  readonly changed: readonly string[];
}

/** Why a push starts an execution of the pipeline, or why it does not, in words. */
export type Triggered = { readonly starts: true } | { readonly starts: false; readonly because: string };

const namedPaths = 3;

/** What CodePipeline asks of a push: one branch filter and one path filter of one trigger must let it through. */
export function triggeredBy({ triggers }: Pipeline, { branch, changed }: Push): Triggered {
  if (triggers.length === 0) return { starts: true };
  const ofBranch = triggers.filter((trigger) => branch === undefined || passes(branch, trigger.branches));
  if (ofBranch.length === 0) {
    const wanted = [...new Set(triggers.flatMap(({ branches }) => branches.includes))].join(', ');
    return { starts: false, because: `only pushes to ${wanted} start it, and ${branch} is checked out` };
  }
  if (changed.length === 0) return { starts: false, because: 'the push changed nothing' };
  const concerned = changed.some((path) => ofBranch.some((trigger) => passes(path, trigger.paths)));
  return concerned
    ? { starts: true }
    : { starts: false, because: `the push changed only ${placesOf(changed)}` };
}

function passes(text: string, { includes, excludes }: PathFilter): boolean {
  const matches = (pattern: string): boolean => pathPattern(pattern).test(text);
  return (includes.length === 0 || includes.some(matches)) && !excludes.some(matches);
}

/** `docs`, or where each lies in another place `docs, README.md and 4 more`. */
function placesOf(paths: readonly string[]): string {
  const places = [...new Set(paths.map((path) => path.split('/').slice(0, depthOf(path)).join('/')))].sort();
  const shown = places.slice(0, namedPaths).join(', ');
  const more = places.length - namedPaths;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** All services lie in one folder, and which of them it was is the question. */
function depthOf(path: string): number {
  return path.startsWith('services/') ? 2 : 1;
}
