const server =
  'the database here is another server than the class of the template, with memory and disk of this machine';
const certificates = 'a certificate here is thrown away with the rehearsal';
const buses = 'no AWS service here puts events on a bus';
const canaries = 'nobody here looks at the shop from outside by the clock';
const streams = 'logs here stay where they are written';

/** Metrics that alarms of templates watch and that nothing here measures, by namespace and name, and why. */
export const notMeasuredMetrics: Readonly<Record<string, string>> = {
  'AWS/CertificateManager DaysToExpiry': certificates,
  'AWS/Events MatchedEvents': buses,
  'AWS/Firehose DeliveryToS3.DataFreshness': streams,
  'AWS/Firehose IncomingRecords': streams,
  'AWS/RDS DatabaseConnections': server,
  'AWS/RDS FreeStorageSpace': server,
  'AWS/RDS FreeableMemory': server,
  'CloudWatchSynthetics SuccessPercent': canaries,
};
