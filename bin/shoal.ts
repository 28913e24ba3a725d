#!/usr/bin/env node
import { run } from './command-line.ts';

// A terminal that was closed, or a pipe that is full enough, takes no more words: what was begun still ends in order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

process.exitCode = await run(process.argv.slice(2));
