import type { Severity } from '../../../platform/registry.ts';

/** A known weakness of something in an image. */
export interface Finding {
  /** `CVE-2026-12345` */
  readonly id: string;
  readonly severity: Severity | 'informational' | 'undefined';
  /** `openssl 3.0.15` */
  readonly packages: readonly string[];
  /** `openssl 3.0.16` @default - nobody has mended it yet */
  readonly fix?: string;
  /** Where it is described. */
  readonly url?: string;
}
