import { describe, expect, it } from '@jest/globals';
import { createHashingQueue } from '../../../../services/users/passwords/hashing-queue.ts';
import { parseHash } from '../../../../services/users/passwords/password-hash.ts';
import { createPasswords } from '../../../../services/users/passwords/passwords.ts';
import { createCheapPasswords } from '../support/cheap-passwords.ts';

const passwords = createCheapPasswords();

describe('a password hash', () => {
  it('is right for its password and for no other', async () => {
    const hash = await passwords.hash('seven herrings');
    expect(await passwords.check('seven herrings', hash)).toEqual({ right: true, outdated: false });
    for (const other of ['seven herring', 'Seven herrings', 'seven herrings ', '']) {
      expect((await passwords.check(other, hash)).right).toBe(false);
    }
  });

  it('is another one every time', async () => {
    expect(await passwords.hash('seven herrings')).not.toBe(await passwords.hash('seven herrings'));
  });

  it('is written as other libraries of Argon2 write it, at the cost OWASP advises', async () => {
    const hash = await createPasswords().hash('seven herrings');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(hash.length).toBeLessThan(255);
  });

  it('is read as other libraries of Argon2 write it', async () => {
    // From the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
    const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await createPasswords().check('password', hash)).toEqual({ right: true, outdated: true });
  });

  it('is the same for one password that was typed in two ways', async () => {
    const hash = await passwords.hash('caf\u00e9 au lait');
    expect((await passwords.check('cafe\u0301 au lait', hash)).right).toBe(true);
  });

  it('is nobody’s where there is none', async () => {
    expect(await passwords.check('seven herrings', undefined)).toEqual({ right: false, outdated: false });
  });

  it('takes as long for nobody as for somebody', async () => {
    const real = createPasswords();
    const hash = await real.hash('seven herrings');
    const millisecondsOf = async (against: string | undefined) => {
      const times: number[] = [];
      for (let count = 0; count < 7; count++) {
        const from = performance.now();
        await real.check('eight herrings', against);
        times.push(performance.now() - from);
      }
      return Math.min(...times);
    };
    const somebody = await millisecondsOf(hash);
    const nobody = await millisecondsOf(undefined);
    // Without a hash it would be a thousandth; the rest is left to a machine that is busy with other tests.
    expect(nobody).toBeGreaterThan(somebody / 3);
    expect(nobody).toBeLessThan(somebody * 3);
  });

  it('that cannot be read is told without its text', () => {
    expect(() => parseHash('$2b$10$secret')).toThrow(
      'a stored password hash of 13 characters is not written as $argon2id$v=19$…',
    );
  });

  it('is made off the event loop', async () => {
    let turns = 0;
    let done = false;
    const count = (): void => {
      turns += 1;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    await createPasswords().hash('seven herrings');
    done = true;
    expect(turns).toBeGreaterThan(10);
  });
});

describe('the queue of hashes', () => {
  const gate = () => {
    let open: () => void = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { open: () => open(), opened };
  };

  it('runs a few at once, the rest in the order they came', async () => {
    const queue = createHashingQueue({ atOnce: 2, mostWaiting: 10 });
    const order: number[] = [];
    const gates = [0, 1, 2, 3].map(gate);
    const all = gates.map(({ opened }, number) =>
      queue.run(async () => {
        order.push(number);
        await opened;
      }),
    );
    await new Promise(setImmediate);
    expect(order).toEqual([0, 1]);
    gates[1]?.open();
    await all[1];
    await new Promise(setImmediate);
    expect(order).toEqual([0, 1, 2]);
    for (const { open } of gates) open();
    await Promise.all(all);
    expect(order).toEqual([0, 1, 2, 3]);
  });

  it('goes on after one that failed', async () => {
    const queue = createHashingQueue({ atOnce: 1, mostWaiting: 1 });
    const failing = queue.run(() => Promise.reject(new Error('broken')));
    const next = queue.run(async () => 'next');
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('next');
    expect(await queue.run(async () => 'another')).toBe('another');
  });

  it('turns away who would wait too long', async () => {
    const queue = createHashingQueue({ atOnce: 1, mostWaiting: 1 });
    const { open, opened } = gate();
    const running = [queue.run(() => opened), queue.run(() => opened)];
    await expect(queue.run(() => opened)).rejects.toMatchObject({ status: 503 });
    open();
    await Promise.all(running);
  });
});
