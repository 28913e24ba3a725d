// Loaded with `--import` by every task and Lambda function of a rehearsal: the names of the private hosted zone
// resolve to loopback addresses, as the VPC's resolver would. All other names go to the system as usual.
import dns from 'node:dns';
import { readFileSync, statSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';

const file = process.env.SHOAL_NAMES_FILE;

if (file) {
  const addressOf = createReader(file);
  const { lookup } = dns;
  const promised = dns.promises.lookup;

  dns.lookup = function lookupWithNames(name, options, callback) {
    const done = typeof options === 'function' ? options : callback;
    const address = typeof done === 'function' ? addressOf(name) : undefined;
    if (address === undefined) return lookup.call(dns, name, options, callback);
    const answer = answerOf(name, address, options);
    process.nextTick(() => {
      if (answer instanceof Error) done(answer);
      else if (Array.isArray(answer)) done(null, answer);
      else done(null, answer.address, answer.family);
    });
    return {};
  };

  dns.promises.lookup = async function lookupWithNames(name, options) {
    const address = addressOf(name);
    if (address === undefined) return promised.call(dns.promises, name, options);
    const answer = answerOf(name, address, options);
    if (answer instanceof Error) throw answer;
    return answer;
  };

  // `promisify(dns.lookup)` answers as dns.promises.lookup does.
  dns.lookup[promisify.custom] = (name, options) => dns.promises.lookup(name, options);

  // So that `import { lookup } from 'node:dns'` sees it too.
  syncBuiltinESMExports();
}

/** Reads the file again only when it has changed; a name that is not in it, or no file yet, gives undefined. */
function createReader(path) {
  let read = '';
  let names = new Map();
  return (name) => {
    try {
      const { mtimeMs, size, ino } = statSync(path);
      const version = `${mtimeMs} ${size} ${ino}`;
      if (version !== read) {
        names = new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8'))));
        read = version;
      }
    } catch (error) {
      // Half-written: the names read before still hold, and the next lookup tries again.
      if (error.code === 'ENOENT') names = new Map();
    }
    return names.get(String(name).toLowerCase().replace(/\.$/, ''));
  };
}

function answerOf(name, address, options) {
  const { family, all } = typeof options === 'object' && options !== null ? options : { family: options };
  if (family === 6 || family === 'IPv6') {
    return Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), {
      errno: -3008,
      code: 'ENOTFOUND',
      syscall: 'getaddrinfo',
      hostname: name,
    });
  }
  return all ? [{ address, family: 4 }] : { address, family: 4 };
}
