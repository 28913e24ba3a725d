import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Carries bytes to a server until it is cut, as an outage of the server looks from outside. */
export interface CuttableLink {
  readonly host: string;
  readonly port: number;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function openLink(server: {
  readonly host: string;
  readonly port: number;
}): Promise<CuttableLink> {
  const sockets = new Set<Socket>();
  let whole = true;
  const listener = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(server.port, server.host);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    // The name that the certificates of the tests' servers hold; an address of the loopback they do not.
    host: 'localhost',
    port: (listener.address() as AddressInfo).port,
    cut,
    mend: () => {
      whole = true;
    },
    close: () =>
      new Promise((resolve) => {
        cut();
        listener.close(() => resolve());
      }),
  };
}
