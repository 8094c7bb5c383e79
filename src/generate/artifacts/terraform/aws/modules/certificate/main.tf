# A certificate for all names under which requests come in, shown to be ours by records in the zone.
data "aws_route53_zone" "this" {
  name = var.hosted_zone
}

resource "aws_acm_certificate" "this" {
  domain_name               = var.domains[0]
  subject_alternative_names = slice(var.domains, 1, length(var.domains))
  validation_method         = "DNS"
  key_algorithm             = var.key_algorithm

  lifecycle {
    create_before_destroy = true
  }
}

locals {
  options = { for option in aws_acm_certificate.this.domain_validation_options : option.domain_name => option }
}

resource "aws_route53_record" "validation" {
  for_each = toset(var.domains)

  zone_id         = data.aws_route53_zone.this.zone_id
  name            = local.options[each.key].resource_record_name
  type            = local.options[each.key].resource_record_type
  records         = [local.options[each.key].resource_record_value]
  ttl             = 60
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = [for record in aws_route53_record.validation : record.fqdn]
}
