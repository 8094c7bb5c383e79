/** Where Pulumi calls a resource of AWS otherwise than Terraform does, but for the service in front and the form of the letters. */
const irregular: Readonly<Record<string, string>> = {
  'aws:appautoscaling/target:Target': 'aws_appautoscaling_target',
  'aws:cloudwatch/logGroup:LogGroup': 'aws_cloudwatch_log_group',
  'aws:cloudwatch/metricAlarm:MetricAlarm': 'aws_cloudwatch_metric_alarm',
  'aws:lb/loadBalancer:LoadBalancer': 'aws_lb',
  'aws:rds/instance:Instance': 'aws_db_instance',
  'aws:rds/parameterGroup:ParameterGroup': 'aws_db_parameter_group',
  'aws:rds/subnetGroup:SubnetGroup': 'aws_db_subnet_group',
  'aws:sqs/redriveAllowPolicy:RedriveAllowPolicy': 'aws_sqs_queue_redrive_allow_policy',
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration':
    'aws_s3_bucket_server_side_encryption_configuration',
};

/** The service whose name Terraform leaves out. */
const unnamed = /^ec2_/;

/** `aws:ecs/taskDefinition:TaskDefinition` is aws_ecs_task_definition; '' for what is no resource of AWS. */
export function terraformType(type: string): string {
  const known = irregular[type];
  if (known !== undefined) return known;
  const [, service = '', name = ''] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
  if (service === '') return '';
  const snake = name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
  return `aws_${`${service}_${snake}`.replace(unnamed, '')}`;
}
