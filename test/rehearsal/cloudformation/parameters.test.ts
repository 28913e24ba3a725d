import { describe, expect, it } from '@jest/globals';
import { parameterValue } from '../../../rehearsal/cloudformation/parameters.ts';

const stored = (name: string) => `stored ${name}`;

describe('a parameter of a template', () => {
  it.each([
    ['its default', { Type: 'String', Default: 'a' }, {}, 'a'],
    ['what is given', { Type: 'String', Default: 'a' }, { P: 'b' }, 'b'],
    ['a number as a string', { Type: 'Number', Default: 3 }, {}, '3'],
    ['a list', { Type: 'CommaDelimitedList', Default: 'a, b' }, {}, ['a', 'b']],
    ['a list of ids', { Type: 'List<AWS::EC2::Subnet::Id>' }, { P: 's-1,s-2' }, ['s-1', 's-2']],
    [
      'a stored value',
      { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shoal/x' },
      {},
      'stored /shoal/x',
    ],
    [
      'the bootstrap version',
      { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
      {},
      '30',
    ],
    [
      'an image of AWS',
      {
        Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
        Default: '/aws/service/ami-amazon-linux-latest/al2023',
      },
      {},
      'ami-00000000000000000',
    ],
  ])('is %s', (_what, declaration, given, expected) => {
    expect(parameterValue('P', declaration, given, stored)).toEqual(expected);
  });
});
