import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The process that listens on a TCP port, as far as this user may see it. */
export interface PortHolder {
  readonly pid: number;
  /** Its command line, shortened. */
  readonly command: string;
}

/** Asks the kernel who listens on `port` at `host` or at every address. Undefined where the system does not tell. */
export function holderOf(host: string, port: number): PortHolder | undefined {
  const sockets = listeningSockets(host, port);
  if (sockets.size === 0) return undefined;
  const pid = list('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .find((entry) => list(`/proc/${entry}/fd`).some((fd) => sockets.has(link(`/proc/${entry}/fd/${fd}`))));
  if (pid === undefined) return undefined;
  const command = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
  return { pid: Number(pid), command: (command || read(`/proc/${pid}/comm`).trim()).slice(0, 80) };
}

/** The listening sockets as `/proc/<pid>/fd` names them: `socket:[<inode>]`. */
function listeningSockets(host: string, port: number): ReadonlySet<string> {
  const listening = '0A';
  const wantedPort = port.toString(16).toUpperCase().padStart(4, '0');
  const address = hexOf(host);
  const rows = [...read('/proc/net/tcp').split('\n'), ...read('/proc/net/tcp6').split('\n')];
  return new Set(
    rows.flatMap((row) => {
      const [, local = '', , state, , , , , , inode] = row.trim().split(/\s+/);
      const [at = '', on] = local.split(':');
      const matches = state === listening && on === wantedPort && (/^0+$/.test(at) || at.endsWith(address));
      return matches ? [`socket:[${inode}]`] : [];
    }),
  );
}

/** The kernel prints an IPv4 address as one little-endian number. */
function hexOf(host: string): string {
  return host
    .split('.')
    .map((part) => Number(part).toString(16).toUpperCase().padStart(2, '0'))
    .reverse()
    .join('');
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function link(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}
