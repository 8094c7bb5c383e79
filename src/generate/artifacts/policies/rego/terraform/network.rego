# The network is closed but for the ports that everybody may ask.
package terraform

# Ports by which a rule lets the world in: of every kind of rule the same.
opened contains {"address": resource.address, "from": rule.from_port, "to": rule.to_port} if {
	some resource in planned
	resource.type == "aws_security_group"
	some rule in resource.after.ingress
	some range in array.concat(object.get(rule, "cidr_blocks", []), object.get(rule, "ipv6_cidr_blocks", []))
	range in world
}

opened contains {"address": resource.address, "from": resource.after.from_port, "to": resource.after.to_port} if {
	some resource in planned
	resource.type == "aws_security_group_rule"
	resource.after.type == "ingress"
	some range in resource.after.cidr_blocks
	range in world
}

opened contains {
	"address": resource.address,
	"from": object.get(resource.after, "from_port", 0),
	"to": object.get(resource.after, "to_port", 65535),
} if {
	some resource in planned
	resource.type == "aws_vpc_security_group_ingress_rule"
	some field in ["cidr_ipv4", "cidr_ipv6"]
	resource.after[field] in world
}

opened contains {"address": resource.address, "from": bounds[0], "to": bounds[count(bounds) - 1]} if {
	some resource in planned
	resource.type == "google_compute_firewall"
	object.get(resource.after, "direction", "INGRESS") == "INGRESS"
	some range in resource.after.source_ranges
	range in world
	some allowed in resource.after.allow
	some ports in allowed.ports
	bounds := [to_number(bound) | some bound in split(ports, "-")]
}

opened contains {"address": resource.address, "from": bounds[0], "to": bounds[count(bounds) - 1]} if {
	some resource in planned
	resource.type == "azurerm_network_security_rule"
	resource.after.direction == "Inbound"
	resource.after.access == "Allow"
	resource.after.source_address_prefix in world
	ports := replace(resource.after.destination_port_range, "*", "0-65535")
	bounds := [to_number(bound) | some bound in split(ports, "-")]
}

deny contains message if {
	some rule in opened
	not is_public(rule)
	message := sprintf("%s: the world is let in at %v to %v", [rule.address, rule.from, rule.to])
}

is_public(rule) if {
	rule.from == rule.to
	rule.from in requirements.publicPorts
}

closed := {
	"aws_db_instance": "publicly_accessible",
	"aws_rds_cluster_instance": "publicly_accessible",
	"azurerm_storage_account": "allow_nested_items_to_be_public",
	"azurerm_postgresql_flexible_server": "public_network_access_enabled",
}

deny contains message if {
	some resource in planned
	resource.after[closed[resource.type]] == true
	message := sprintf("%s: %s", [resource.address, closed[resource.type]])
}

deny contains message if {
	some resource in planned
	resource.type == "aws_s3_bucket_public_access_block"
	some argument in ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]
	object.get(resource.after, argument, false) != true
	message := sprintf("%s: %s is off", [resource.address, argument])
}
