/** The second in which a MariaDB 10.11 wrote it. */
export const writtenAt = 1_795_252_152;

/** Where the one transaction in it begins: a DELETE of three rows. */
export const deletion = 381;

/** A whole log as that server left it when it was stopped: what it is, what came before, the transaction, the end. */
export const aLog = Buffer.concat([
  Buffer.from('fe62696e', 'hex'),
  // The description of the format: 252 bytes, of which only the header is ever read here.
  Buffer.from('b85f016b0f01000000fc000000000100000000', 'hex'),
  Buffer.alloc(252 - 19),
  Buffer.from(
    [
      'b85f016ba3010000002b0000002b01000000000100000000000000010000000b00000000000000bf82220b',
      'b85f016ba101000000290000005401000000000e0000006368616e6765732e30303030303220a22333',
      'b85f016ba101000000290000007d01000000000e0000006368616e6765732e3030303030335535dae9',
      'b85f016ba2010000002a000000a701000008000c00000000000000000000000c00000000000003f6dedd',
      'b85f016ba00100000036000000dd010000000044454c4554452046524f4d2073686f702e74205748455245206964203e2031dce6b0a8',
      'b85f016b13010000002c00000009020000000012000000000001000473686f700001740001030000939c725e',
      'b85f016b19010000003000000039020000000012000000000001000101fe02000000fe03000000fe040000004b689a79',
      'b85f016b10010000001f0000005802000000001300000000000000ef0e1f',
      'f8ba5f016b0301000000170000006f02000000004d5dc544',
    ].join(''),
    'hex',
  ),
]);

/** The same where the server was killed: nobody has taken the mark off its first event. */
export function leftOpen(log: Buffer): Buffer {
  const copy = Buffer.from(log);
  copy.writeUInt16LE(1, 4 + 17);
  return copy;
}
