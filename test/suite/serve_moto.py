"""
moto_server with what its CloudFormation lacks: outputs of nested stacks, Fn::Cidr, lists without what is no value,
certificates, protection of stacks.
"""

import sys
from ipaddress import ip_network
from itertools import islice

from moto.acm.models import acm_backends
from moto.cloudformation import models, parsing
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.common_models import CloudFormationModel
from moto.core.responses import ActionResult
from moto.rds.models import DBParameterGroup
from moto.server import main

# A stack that comes from a change set has the outputs of the empty template that it began with.
apply = models.ChangeSet.apply


def apply_with_outputs(self):
    apply(self)
    self.stack.template = self.template
    self.stack._parse_template()
    self.stack.output_map = self.stack._create_output_map()


models.ChangeSet.apply = apply_with_outputs


def output_of(self, name):
    return self.output_map[name.removeprefix("Outputs.")].value


models.Stack.get_cfn_attribute = output_of

# What refers to a group of parameters is given its name.
DBParameterGroup.physical_resource_id = property(lambda self: self.name)

# It knows few of the attributes that outputs tell of; cfn-lint knows them.
parsing.ResourceMap.validate_outputs = lambda self: None

clean = parsing.clean_json


def name_of(node):
    """What moto does not make has no id: others that name it are made all the same."""
    if list(node) == ["Ref"]:
        return f"no-{node['Ref']}"
    if list(node) == ["Fn::GetAtt"]:
        return "no-" + "-".join(node["Fn::GetAtt"])
    return None


def clean_json(node, resources):
    try:
        cleaned = clean(node, resources)
    except (AttributeError, ValidationError):
        # It is there, and moto has forgotten what it is called by.
        if not isinstance(node, dict) or list(node) != ["Fn::GetAtt"]:
            raise
        cleaned = None
    if cleaned is None and isinstance(node, dict) and node != {"Ref": "AWS::NoValue"}:
        return name_of(node)
    if isinstance(cleaned, dict) and list(cleaned) == ["Fn::Cidr"]:
        block, count, bits = cleaned["Fn::Cidr"]
        networks = ip_network(block).subnets(new_prefix=32 - int(bits))
        return [str(network) for network in islice(networks, int(count))]
    if isinstance(node, list):
        return [item for item in cleaned if item is not None]
    return cleaned


parsing.clean_json = clean_json


class Certificate(CloudFormationModel):
    """Load balancers refuse certificates that are not there."""

    # moto finds the service of a model by this.
    __module__ = "moto.acm.models"

    def __init__(self, arn):
        self.arn = arn

    @property
    def physical_resource_id(self):
        return self.arn

    @staticmethod
    def cloudformation_name_type():
        return ""

    @staticmethod
    def cloudformation_type():
        return "AWS::CertificateManager::Certificate"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        said = cloudformation_json["Properties"]
        backend = acm_backends[account_id][region_name]
        names = said.get("SubjectAlternativeNames", [])
        return cls(backend.request_certificate(said["DomainName"], None, names, []))

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        acm_backends[account_id][region_name].delete_certificate(resource_name)


def update_termination_protection(self):
    stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
    stack.enable_termination_protection = self._get_bool_param("EnableTerminationProtection")
    return ActionResult({"StackId": stack.stack_id})


CloudFormationResponse.update_termination_protection = update_termination_protection

main(sys.argv[1:])
