import { describe, expect, it } from '@jest/globals';
import { createLog } from '../../../services/kit/telemetry/log.ts';
import { serviceStacks } from '../../support/service-stacks.ts';
import { resourcesOf, synthesized } from '../../support/synthesized.ts';
import { containersOf } from './containers.ts';
import { findingsIn, sourcesOf } from './service-sources.ts';

const synthesizedStacks = await synthesized();
const stacks = serviceStacks(synthesizedStacks);

describe.each(stacks)('XI. The log of $name', (one) => {
  it('is a stream that ECS takes to a group of the service, and never waits for', () => {
    const groups = resourcesOf([one.stack], 'AWS::Logs::LogGroup').map(({ id }) => id);
    const containers = containersOf(one);
    expect(containers.length).toBeGreaterThan(0);
    for (const { LogConfiguration } of containers) {
      expect(LogConfiguration).toMatchObject({ LogDriver: 'awslogs', Options: { mode: 'non-blocking' } });
      const group = LogConfiguration?.Options['awslogs-group'];
      expect(groups.map((Ref) => ({ Ref }))).toContainEqual(group);
    }
  });

  it('is written through the kit, and to no file', () => {
    expect(findingsIn(sourcesOf(one.service), /\bconsole\.\w+|createWriteStream|appendFile/)).toEqual([]);
  });
});

describe('XI. An event', () => {
  it('is one line of JSON, whatever is in it', () => {
    const lines: string[] = [];
    const sink = { write: (line: string) => void lines.push(line), flush: () => {} };
    const log = createLog({ serviceName: 'sample', serviceVersion: 'v1', logLevel: 'info' }, { sink });
    log.info('two\nlines', { text: 'and\r\nmore', number: 7 });
    const text = lines.join('');
    expect(text.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(text)).toMatchObject({ message: 'two\nlines', text: 'and\r\nmore', number: 7 });
  });
});
