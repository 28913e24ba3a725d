import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface CacheNode {
  /** The names of the commands it was sent, in small letters. */
  readonly commands: readonly string[];
  /** What it says to a command, as it goes over the line; undefined is silence. */
  answer: (command: string) => string | undefined;
}

export interface CacheNodes {
  readonly port: number;
  /** One for each connection made, as if every look-up of the name gave another node. */
  readonly nodes: readonly CacheNode[];
  close(): Promise<void>;
}

/** A name behind which every connection meets another node. None ever closes one: a node that is lost does not. */
export async function startCacheNodes(answers: readonly CacheNode['answer'][]): Promise<CacheNodes> {
  const nodes: CacheNode[] = [];
  const sockets: Socket[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const commands: string[] = [];
    const node = { commands, answer: answers[nodes.length] ?? (() => undefined) };
    sockets.push(socket);
    nodes.push(node);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      // `*1\r\n$4\r\nping\r\n`: the first word of each array is the command.
      for (const [, name = ''] of bytes.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g)) {
        commands.push(name.toLowerCase());
        const answer = node.answer(name.toLowerCase());
        if (answer !== undefined) socket.write(answer);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    nodes,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
