import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../../../rehearsal/cloudformation/evaluate.ts';
import { noValue, type Scope } from '../../../rehearsal/cloudformation/scope.ts';

const scope: Scope = {
  region: 'eu-central-1',
  zones: ['eu-central-1a', 'eu-central-1b'],
  ref: (name) => (name === 'AWS::NoValue' ? noValue : name === 'Names' ? ['x', 'y'] : `<${name}>`),
  attribute: (logicalId, name) => `<${logicalId}.${name}>`,
  condition: (name) => name === 'Yes',
  mapping: (map, top, second) => `${map}/${top}/${second}`,
  stackOutput: (stackName, outputName) => `${stackName}:${outputName}`,
  importedValue: (name) => `imported ${name}`,
};

describe('evaluate', () => {
  it.each([
    ['Ref', { Ref: 'Vpc' }, '<Vpc>'],
    ['GetAtt with a dot', { 'Fn::GetAtt': 'Db.Endpoint.Address' }, '<Db.Endpoint.Address>'],
    ['GetAtt with a list', { 'Fn::GetAtt': ['Db', 'Endpoint.Address'] }, '<Db.Endpoint.Address>'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'B' }, 3]] }, 'a-<B>-3'],
    ['Join over a list that a reference gives', { 'Fn::Join': [',', { Ref: 'Names' }] }, 'x,y'],
    ['Sub', { 'Fn::Sub': `\${A}/\${B.C}/\${!D}/\${AWS::Region}` }, `<A>/<B.C>/\${D}/<AWS::Region>`],
    ['Sub with variables', { 'Fn::Sub': [`\${v}-\${A}`, { v: { Ref: 'V' } }] }, '<V>-<A>'],
    ['Select', { 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
    ['Select from Split', { 'Fn::Select': [0, { 'Fn::Split': ['/', 'p/q'] }] }, 'p'],
    ['If that holds', { 'Fn::If': ['Yes', 1, 2] }, 1],
    ['If that does not', { 'Fn::If': ['No', 1, { Ref: 'B' }] }, '<B>'],
    ['FindInMap', { 'Fn::FindInMap': ['m', { Ref: 'R' }, 's'] }, 'm/<R>/s'],
    ['GetAZs', { 'Fn::GetAZs': '' }, ['eu-central-1a', 'eu-central-1b']],
    ['Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
    ['Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 3, '8'] }, ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
    ['Cidr of a high block', { 'Fn::Cidr': ['192.168.4.0/22', 2, 4] }, ['192.168.4.0/28', '192.168.4.16/28']],
    [
      'GetStackOutput',
      { 'Fn::GetStackOutput': { StackName: 'dev-network', Region: 'eu-central-1', OutputName: 'Vpc' } },
      'dev-network:Vpc',
    ],
    ['ImportValue', { 'Fn::ImportValue': 'x' }, 'imported x'],
    ['Equals as a value', { 'Fn::Equals': ['1', 1] }, true],
    [
      'And, Or and Not',
      {
        'Fn::And': [
          { Condition: 'Yes' },
          { 'Fn::Or': [{ Condition: 'No' }, { 'Fn::Not': [{ Condition: 'No' }] }] },
        ],
      },
      true,
    ],
    [
      'what is no function',
      { Ref: 'A', other: 1, text: 'x', nothing: null },
      { Ref: 'A', other: 1, text: 'x', nothing: null },
    ],
  ])('resolves %s', (_what, value, expected) => {
    expect(evaluate({ value }, scope)).toEqual({ value: expected });
  });

  it('removes what AWS::NoValue stands for', () => {
    const value = {
      kept: [1, { Ref: 'AWS::NoValue' }],
      gone: { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] },
    };
    expect(evaluate(value, scope)).toEqual({ kept: [1] });
  });

  it.each([
    [{ 'Fn::Transform': {} }, /Fn::Transform is not played, known: Ref/],
    [{ 'Fn::Select': [2, ['a']] }, /index 2 is outside a list of 1/],
    [{ 'Fn::Join': ['', 'text'] }, /"text" is not a list/],
    [{ 'Fn::Join': ['', [{ a: 1 }]] }, /\{"a":1\} is not a string/],
    [{ 'Fn::Cidr': ['10.0.0.0/24', 300, 8] }, /do not fit into 10.0.0.0\/24/],
    [{ 'Fn::GetAZs': 'us-east-1' }, /region 'us-east-1' is not played/],
  ])('refuses %j in a sentence', (value, message) => {
    expect(() => evaluate(value, scope)).toThrow(message);
  });
});
