import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface CertificateArgs {
  /** Names that it is for, one at least. */
  domains: string[];
  /** Zone of Route 53 that they lie in. */
  hostedZone: string;
  /** As ACM calls it: RSA_2048, EC_prime256v1, … */
  keyAlgorithm: string;
}

/** A certificate for all names under which requests come in, shown to be ours by records in the zone. */
export class Certificate extends pulumi.ComponentResource {
  /** Once it is valid. */
  readonly arn: pulumi.Output<string>;
  readonly zoneId: pulumi.Output<string>;

  constructor(name: string, args: CertificateArgs, options?: pulumi.ComponentResourceOptions) {
    super('stack:Certificate', name, {}, options);
    const [first, ...others] = args.domains;
    if (first === undefined) throw new Error('certificate: it is for one name at least');
    this.zoneId = aws.route53.getZoneOutput({ name: args.hostedZone }, { parent: this }).zoneId;
    const certificate = new aws.acm.Certificate(
      name,
      {
        domainName: first,
        subjectAlternativeNames: others,
        validationMethod: 'DNS',
        keyAlgorithm: args.keyAlgorithm,
      },
      { parent: this },
    );
    const records = args.domains.map(domain => this.record(certificate, domain));
    const validation = new aws.acm.CertificateValidation(
      name,
      { certificateArn: certificate.arn, validationRecordFqdns: records.map(({ fqdn }) => fqdn) },
      { parent: this },
    );
    this.arn = validation.certificateArn;
    this.registerOutputs();
  }

  private record(certificate: aws.acm.Certificate, domain: string): aws.route53.Record {
    const option = certificate.domainValidationOptions.apply(options => {
      const found = options.find(({ domainName }) => domainName === domain);
      if (!found) throw new Error(`certificate: ACM asks for no record of ${domain}`);
      return found;
    });
    return new aws.route53.Record(
      `${domain}-validation`,
      {
        zoneId: this.zoneId,
        name: option.resourceRecordName,
        type: option.resourceRecordType,
        records: [option.resourceRecordValue],
        ttl: 60,
        allowOverwrite: true,
      },
      { parent: this },
    );
  }
}
