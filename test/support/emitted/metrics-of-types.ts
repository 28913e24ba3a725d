/** What AWS measures of each resource of a type, by the names of its documentation; those that nobody asks for are left out. */

const answers = ['HTTPCode_Target_2XX_Count', 'HTTPCode_Target_3XX_Count', 'HTTPCode_Target_4XX_Count'];
const ofTargets = [...answers, 'HTTPCode_Target_5XX_Count', 'RequestCount', 'TargetResponseTime'];

export const balancerMetrics = [
  ...ofTargets,
  ...['HTTPCode_ELB_3XX_Count', 'HTTPCode_ELB_4XX_Count', 'HTTPCode_ELB_5XX_Count'],
  ...['HTTPCode_ELB_500_Count', 'HTTPCode_ELB_502_Count', 'HTTPCode_ELB_503_Count', 'HTTPCode_ELB_504_Count'],
  ...['ActiveConnectionCount', 'NewConnectionCount', 'RejectedConnectionCount', 'ConsumedLCUs'],
  ...['ClientTLSNegotiationErrorCount', 'ProcessedBytes', 'TargetConnectionErrorCount'],
];

export const targetGroupMetrics = [
  ...ofTargets,
  ...['HealthyHostCount', 'UnHealthyHostCount', 'RequestCountPerTarget', 'TargetConnectionErrorCount'],
  ...['AnomalousHostCount', 'MitigatedHostCount'],
];

export const ecsMetrics = ['CPUUtilization', 'MemoryUtilization'];

/** Of Container Insights; restarts are counted only of containers that have a policy to be restarted. */
const insights = [
  ...['CpuReserved', 'CpuUtilized', 'MemoryReserved', 'MemoryUtilized', 'NetworkRxBytes', 'NetworkTxBytes'],
  ...['StorageReadBytes', 'StorageWriteBytes', 'EphemeralStorageReserved', 'EphemeralStorageUtilized'],
];
export const insightsOfCluster = [...insights, 'ServiceCount', 'TaskCount'];
export const insightsOfService = [
  ...insights,
  ...['DeploymentCount', 'DesiredTaskCount', 'PendingTaskCount', 'RunningTaskCount', 'TaskSetCount'],
];

export const queueMetrics = [
  ...['ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesVisible'],
  ...['ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessagesDelayed'],
  ...['NumberOfMessagesSent', 'NumberOfMessagesReceived', 'NumberOfMessagesDeleted', 'SentMessageSize'],
];

export const topicMetrics = [
  ...['NumberOfMessagesPublished', 'NumberOfNotificationsDelivered', 'NumberOfNotificationsFailed'],
];

export const databaseMetrics = [
  ...['CPUUtilization', 'DatabaseConnections', 'FreeableMemory', 'FreeStorageSpace', 'SwapUsage'],
  ...['ReadIOPS', 'WriteIOPS', 'ReadLatency', 'WriteLatency', 'ReadThroughput', 'WriteThroughput'],
  ...['DiskQueueDepth', 'NetworkReceiveThroughput', 'NetworkTransmitThroughput', 'BinLogDiskUsage'],
];
export const creditMetrics = ['CPUCreditBalance', 'CPUCreditUsage', 'CPUSurplusCreditBalance'];
export const loadMetrics = ['DBLoad', 'DBLoadCPU', 'DBLoadNonCPU'];

export const cacheMetrics = [
  ...['CPUUtilization', 'EngineCPUUtilization', 'DatabaseMemoryUsagePercentage', 'BytesUsedForCache'],
  ...['CacheHits', 'CacheMisses', 'CacheHitRate', 'CurrConnections', 'NewConnections', 'CurrItems'],
  ...['Evictions', 'FreeableMemory', 'SwapUsage', 'NetworkBytesIn', 'NetworkBytesOut', 'ReplicationLag'],
  ...['IsMaster'],
];

export const ruleMetrics = ['MatchedEvents', 'TriggeredRules', 'Invocations', 'FailedInvocations'];
export const functionMetrics = ['Invocations', 'Errors', 'Duration', 'Throttles', 'ConcurrentExecutions'];
export const certificateMetrics = ['DaysToExpiry'];
export const canaryMetrics = ['SuccessPercent', 'Duration', 'Failed', '2xx', '4xx', '5xx'];
export const streamMetrics = [
  ...['DeliveryToS3.DataFreshness', 'DeliveryToS3.Records', 'DeliveryToS3.Success', 'IncomingBytes'],
  ...['IncomingRecords', 'ThrottledRecords', 'SucceedProcessing.Records'],
];
export const firewallMetrics = ['AllowedRequests', 'BlockedRequests', 'CountedRequests'];
