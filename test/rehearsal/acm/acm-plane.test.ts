import { describe, expect, it } from '@jest/globals';
import { createAcmPlane } from '../../../rehearsal/acm/acm-plane.ts';
import type { Properties } from '../../../rehearsal/plane.ts';

function openPlane() {
  const asked: unknown[] = [];
  const plane = createAcmPlane({
    region: 'eu-west-1',
    certificates: {
      async certificateFor(names, addresses) {
        asked.push([names, addresses]);
        return { certFile: `${names[0]}.pem`, keyFile: `${names[0]}.key` };
      },
    },
  });
  const call = {
    stackName: 'dev-edge',
    stackId: 's',
    logicalId: 'Certificate',
    type: 't',
    progress: () => undefined,
  };
  const [type] = plane.types;
  return {
    asked,
    plane,
    create: async (properties: Properties) => (await type?.create({ ...call, properties }))?.physicalId ?? '',
    delete: async (physicalId: string) => type?.delete({ ...call, physicalId, properties: {} }),
  };
}

describe('a certificate of a template', () => {
  it('is issued for its names and for this machine', async () => {
    const { create, asked, plane } = openPlane();
    const arn = await create({ DomainName: 'shop.example', SubjectAlternativeNames: ['*.shop.example'] });
    expect(arn).toMatch(/^arn:aws:acm:eu-west-1:000000000000:certificate\/[0-9a-f-]{36}$/);
    expect(asked).toEqual([[['shop.example', '*.shop.example', 'localhost'], ['127.0.0.1']]]);
    expect(plane.certificates.filesOf(arn)).toEqual({
      certFile: 'shop.example.pem',
      keyFile: 'shop.example.key',
    });
  });

  it('is unknown once it is deleted, and the error names those that are known', async () => {
    const { create, delete: remove, plane } = openPlane();
    const kept = await create({ DomainName: 'kept.example' });
    const gone = await create({ DomainName: 'gone.example' });
    await remove(gone);
    expect(() => plane.certificates.filesOf(gone)).toThrow(`known: ${kept}`);
  });
});
