import { spawn } from 'node:child_process';
import type { RegistryLogin } from './registry.ts';

/** What building and pushing an image takes of Docker. */
export interface Docker {
  login(login: RegistryLogin): Promise<void>;
  buildAndPush(image: ImageToBuild): Promise<void>;
}

export interface ImageToBuild extends BuildSurroundings {
  readonly service: string;
  readonly uri: string;
  /** From the root of the repository. @default - the one of all services */
  readonly dockerfile?: string | undefined;
  /** Where Docker's own images are fetched from. @default - where the Dockerfile says */
  readonly dockerLibrary?: string | undefined;
}

/** What an image does not say of itself, but the place where it is built. */
export interface BuildSurroundings {
  /** @default - linux/arm64, which Fargate runs our tasks on */
  readonly platform?: string | undefined;
  /** The network of what runs while the image is built, as Docker names it. @default - one of its own */
  readonly network?: string | undefined;
  /** The image that ours are laid on. @default - the Dockerfile's */
  readonly runtime?: string | undefined;
}

/** Runs a program to its end. Rejects with ENOENT where there is none. */
export type Run = (
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly input: string },
) => Promise<{ readonly code: number | null; readonly output: string }>;

const shownLines = 20;

export function docker(root: string, run: Run = runProgram): Docker {
  async function call(does: string, args: readonly string[], input = ''): Promise<void> {
    const { code, output } = await run('docker', args, { cwd: root, input }).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        throw new Error(`docker is not installed here, and ${does} takes it: install Docker with buildx`);
      }
      throw error;
    });
    if (code === 0) return;
    const last = output.trimEnd().split('\n').slice(-shownLines).join('\n');
    throw new Error(`${does} failed: docker ended with exit code ${code}. Its last lines:\n${last}`);
  }
  return {
    login: ({ host, user, password }) =>
      call(`signing in to ${host}`, ['login', '--username', user, '--password-stdin', host], password),
    buildAndPush: ({ service, uri, dockerfile, dockerLibrary, platform, network, runtime }) =>
      call(`building ${uri}`, [
        // What lies on this machine may be weeks old.
        ...['buildx', 'build', '--pull', '--platform', platform ?? 'linux/arm64'],
        ...(dockerfile === undefined ? [] : ['--file', dockerfile]),
        ...(network === undefined ? [] : ['--network', network]),
        ...['--build-arg', `SERVICE=${service}`],
        ...(dockerLibrary === undefined ? [] : ['--build-arg', `DOCKER_LIBRARY=${dockerLibrary}`]),
        ...(runtime === undefined ? [] : ['--build-arg', `RUNTIME=${runtime}`]),
        // An attestation would make a list of the image, and a scan of the list finds nothing.
        ...['--provenance=false', '--tag', uri, '--push', '.'],
      ]),
  };
}

const runProgram: Run = (program, args, { cwd, input }) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString('utf8') }));
    // A program that ends without reading is known by its exit code.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
