import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { SettingsDefinition } from '../../../../services/kit/settings/setting-definition.ts';
import { createSettings } from '../../../../services/kit/settings/settings.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { type StartedUpstream, startUpstream } from '../support/start-upstream.ts';

const definition = {
  largestPage: { type: 'integer', about: 'The longest page.', minimum: 1, maximum: 100, default: 50 },
  search: { type: 'boolean', about: 'Whether text is searched.', default: true },
  order: { type: 'string', about: 'What comes first.', enum: ['newest', 'cheapest'], default: 'newest' },
} as const satisfies SettingsDefinition;

const defaults = { largestPage: 50, search: true, order: 'newest' };

function arrange(read: () => Promise<string>) {
  const clock = createFakeClock();
  const { log, lines } = recordedLog();
  const agent = { read, close: jest.fn(async () => {}) };
  const settings = createSettings(definition, { url: undefined, log, clock, agent });
  return { clock, lines, agent, settings, messages: () => lines.map(({ message }) => message) };
}

describe('settings', () => {
  it('are the defaults where there is no agent', async () => {
    const { log } = recordedLog();
    const clock = createFakeClock();
    const settings = createSettings(definition, { url: undefined, log, clock });
    expect(settings.current).toEqual(defaults);
    expect(clock.pending).toBe(0);
    await settings.close();
  });

  it('follow what is deployed, and a setting that is left out has its default', async () => {
    let text = '{"largestPage":20}';
    const { clock, settings } = arrange(async () => text);
    expect(settings.current).toEqual(defaults);
    await clock.advance(0);
    expect(settings.current).toEqual({ ...defaults, largestPage: 20 });
    text = '{"search":false}';
    await clock.advance(2000);
    expect(settings.current).toEqual({ ...defaults, search: false });
    text = '{}';
    await clock.advance(2000);
    expect(settings.current).toEqual(defaults);
  });

  it('tell who listens to one of them, only when that one changes', async () => {
    let text = '{}';
    const { clock, settings } = arrange(async () => text);
    const pages = jest.fn();
    const searches = jest.fn();
    settings.on('largestPage', pages);
    settings.on('search', searches);
    await clock.advance(0);
    expect(pages).not.toHaveBeenCalled();
    text = '{"largestPage":7}';
    await clock.advance(6000);
    expect(pages.mock.calls).toEqual([[7, 50]]);
    expect(searches).not.toHaveBeenCalled();
  });

  it('keep the last good value of one that is wrong, and take the others', async () => {
    let text = '{"largestPage":20}';
    const { clock, settings, lines } = arrange(async () => text);
    await clock.advance(0);
    text = '{"largestPage":1000,"search":"no","order":"cheapest"}';
    await clock.advance(2000);
    expect(settings.current).toEqual({ largestPage: 20, search: true, order: 'cheapest' });
    expect(lines.find(({ level }) => level === 'warn')).toMatchObject({
      refused: {
        largestPage: '1000, allowed: a whole number from 1 to 100',
        search: '"no", allowed: true or false',
      },
    });
  });

  it.each(['not JSON', '[]', 'null', '"text"'])('outlast a document that is %s', async (broken) => {
    let text = '{"largestPage":20}';
    const { clock, settings } = arrange(async () => text);
    await clock.advance(0);
    text = broken;
    await clock.advance(2000);
    expect(settings.current.largestPage).toBe(20);
    text = '{"largestPage":30}';
    await clock.advance(2000);
    expect(settings.current.largestPage).toBe(30);
  });

  it('outlast the agent, and an outage is told once', async () => {
    let away = false;
    const { clock, settings, messages } = arrange(async () => {
      if (away) throw new Error('connect ECONNREFUSED');
      return '{"largestPage":20}';
    });
    await clock.advance(0);
    away = true;
    await clock.advance(60_000);
    expect(settings.current.largestPage).toBe(20);
    away = false;
    await clock.advance(2000);
    expect(messages()).toEqual([
      'settings are changed',
      'the settings cannot be read, the last ones hold',
      'the settings can be read again',
    ]);
  });

  it('ignore what only another version knows, a name of the prototype too', async () => {
    const { clock, settings, lines } = arrange(async () => '{"tomorrow":1,"__proto__":{"search":false}}');
    await clock.advance(0);
    expect(settings.current).toEqual(defaults);
    expect(lines).toEqual([]);
  });

  it('outlast a listener that throws', async () => {
    const { clock, settings, messages } = arrange(async () => '{"largestPage":3,"search":false}');
    const searches = jest.fn();
    settings.on('largestPage', () => {
      throw new Error('cannot');
    });
    settings.on('search', searches);
    await clock.advance(0);
    expect(searches).toHaveBeenCalledWith(false, true);
    expect(messages()).toContain('a setting was changed, and what listens to it failed');
  });

  it('ask no more once they are closed', async () => {
    const read = jest.fn(async () => '{}');
    const { clock, settings, agent } = arrange(read);
    await clock.advance(0);
    await settings.close();
    await clock.advance(60_000);
    expect(read).toHaveBeenCalledTimes(1);
    expect(agent.close).toHaveBeenCalled();
  });
});

describe('settings of a real agent', () => {
  let upstream: StartedUpstream | undefined;
  afterEach(() => upstream?.close());

  it('are read from its address, and an answer that is no 200 changes nothing', async () => {
    let status = 200;
    upstream = await startUpstream((_request, response) => {
      response.statusCode = status;
      response.end('{"largestPage":9}');
    });
    const clock = createFakeClock();
    const { log, lines } = recordedLog();
    const url = `${upstream.url}/applications/shoal-dev/environments/catalog/configurations/catalog`;
    const settings = createSettings(definition, { url, log, clock });
    const changed = new Promise((resolve) => settings.on('largestPage', resolve));
    expect(await changed).toBe(9);
    status = 404;
    for (let turn = 0; turn < 50 && upstream.requests < 2; turn++) await clock.advance(2000);
    await settings.close();
    expect(settings.current.largestPage).toBe(9);
    expect(lines.map(({ message }) => message)).toContain('settings are changed');
  });
});
