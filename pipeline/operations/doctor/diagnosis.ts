import type { Evidence } from './evidence.ts';

/** What is wrong, in plain words. */
export interface Diagnosis {
  /** `image not found` */
  readonly name: string;
  /** What it means, in one sentence. */
  readonly cause: string;
  /** What AWS said, word for word. */
  readonly evidence: readonly string[];
  /** Milliseconds since 1970. @default - nobody knows */
  readonly since?: number;
  /** The next command, or what to do where no command does it. */
  readonly next: string;
  /** `wrong` needs somebody; `note` explains what looks wrong and is meant. */
  readonly weight: 'wrong' | 'note';
}

/** One idea of what may be wrong. */
export type Rule = (evidence: Evidence) => Diagnosis | undefined;
