import { EventEmitter } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import { whenToldToStop } from '../../../bin/terminal/stop-signal.ts';

function fakeProcess() {
  const channel = { unref: jest.fn() };
  const told = Object.assign(new EventEmitter(), { channel });
  const onImpatience = jest.fn();
  let time = 0;
  const stopped = whenToldToStop({ told, onImpatience, now: () => time });
  return {
    told,
    channel,
    onImpatience,
    stopped,
    at: (milliseconds: number) => {
      time = milliseconds;
    },
  };
}

describe('whenToldToStop', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'])('resolves at %s', async (event) => {
    const { told, stopped } = fakeProcess();
    told.emit(event);
    await expect(stopped).resolves.toBe('stopped');
  });

  it('takes the same press that arrives twice, from the terminal and from the entry script, as one', () => {
    const { told, at, onImpatience } = fakeProcess();
    told.emit('SIGINT');
    at(900);
    told.emit('SIGINT');
    expect(onImpatience).not.toHaveBeenCalled();
  });

  it('takes a later press as impatience', () => {
    const { told, at, onImpatience } = fakeProcess();
    told.emit('SIGINT');
    at(1001);
    told.emit('SIGINT');
    expect(onImpatience).toHaveBeenCalledTimes(1);
  });

  it('lets the channel to the entry script keep nothing alive', () => {
    expect(fakeProcess().channel.unref).toHaveBeenCalledTimes(1);
  });
});
