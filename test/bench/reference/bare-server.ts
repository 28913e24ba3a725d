import { createServer } from 'node:http';

/** As fast as Node answers at all: the same bytes to every request, head and body. */
const body = Buffer.from(process.env.BODY ?? '', 'base64');
const head: string[] = [...JSON.parse(process.env.HEAD ?? '[]'), 'content-length', String(body.length)];

createServer((_request, response) => {
  response.writeHead(200, head);
  response.end(body);
}).listen(Number(process.env.PORT), '127.0.0.1');
