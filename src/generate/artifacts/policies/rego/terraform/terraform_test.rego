package terraform_test

import data.terraform

requirements := {"tls": {"minimum": "1.2"}, "publicPorts": [80, 443], "rotationDays": 30}

refused(resource) := messages if {
	plan := {"format_version": "1.2", "resource_changes": [{
		"address": concat(".", [resource[0], "this"]),
		"mode": "managed",
		"type": resource[0],
		"change": {"actions": ["create"], "after": resource[1]},
	}]}
	messages := terraform.deny with input as plan with data.requirements as requirements
}

policy(actions, resources) := ["aws_iam_role_policy", {"policy": json.marshal({"Statement": [{
	"Effect": "Allow",
	"Action": actions,
	"Resource": resources,
}]})}]

listener(protocol, more) := ["aws_lb_listener", object.union({"protocol": protocol}, more)]

group(range, from, to) := ["aws_security_group", {"ingress": [{
	"from_port": from,
	"to_port": to,
	"cidr_blocks": [range],
	"ipv6_cidr_blocks": [],
}]}]

rule(range, ports) := ["azurerm_network_security_rule", {
	"direction": "Inbound",
	"access": "Allow",
	"source_address_prefix": range,
	"destination_port_range": ports,
}]

firewall(range, ports) := ["google_compute_firewall", {"source_ranges": [range], "allow": [{"ports": [ports]}]}]

good := [
	policy("*", ["arn:aws:s3:::bucket/*"]),
	policy(["s3:GetObject"], "*"),
	["aws_iam_role_policy_attachment", {"policy_arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}],
	["google_project_iam_member", {"role": "roles/run.invoker"}],
	["azurerm_role_assignment", {"role_definition_name": "Key Vault Secrets User"}],
	["aws_db_instance", {"storage_encrypted": true, "publicly_accessible": false, "password": null}],
	["aws_efs_file_system", {"encrypted": true}],
	listener("HTTPS", {"ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06"}),
	listener("HTTP", {"default_action": [{"type": "redirect", "redirect": [{"protocol": "HTTPS"}]}]}),
	["azurerm_storage_account", {"https_traffic_only_enabled": true, "min_tls_version": "TLS1_2"}],
	["azurerm_storage_account", {
		"account_kind": "FileStorage",
		"https_traffic_only_enabled": false,
		"public_network_access_enabled": false,
	}],
	group("0.0.0.0/0", 443, 443),
	group("10.0.0.0/16", 5432, 5432),
	["aws_vpc_security_group_ingress_rule", {"cidr_ipv4": "0.0.0.0/0", "from_port": 80, "to_port": 80}],
	rule("*", "443"),
	rule("10.0.0.0/8", "*"),
	firewall("0.0.0.0/0", "443"),
	firewall("130.211.0.0/22", "1-65535"),
	["aws_s3_bucket_public_access_block", {
		"block_public_acls": true,
		"block_public_policy": true,
		"ignore_public_acls": true,
		"restrict_public_buckets": true,
	}],
	["aws_secretsmanager_secret_rotation", {"rotation_rules": [{"automatically_after_days": 30}]}],
	["aws_secretsmanager_secret_version", {}],
]

test_good_resources_pass if {
	every resource in good {
		refused(resource) == set()
	}
}

bad := {
	"aws_iam_role_policy.this: * on everything": policy("*", "*"),
	"aws_iam_role_policy.this: rds:* on everything": policy(["rds:*", "s3:GetObject"], ["*"]),
	"aws_iam_role_policy_attachment.this: attaches arn:aws:iam::aws:policy/AdministratorAccess": [
		"aws_iam_role_policy_attachment",
		{"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"},
	],
	"google_project_iam_member.this: gives roles/editor": ["google_project_iam_member", {"role": "roles/editor"}],
	"azurerm_role_assignment.this: gives Owner": ["azurerm_role_assignment", {"role_definition_name": "Owner"}],
	"aws_db_instance.this: storage_encrypted is not true": ["aws_db_instance", {"storage_encrypted": false}],
	"aws_efs_file_system.this: encrypted is not true": ["aws_efs_file_system", {}],
	"aws_lb_listener.this: is served without TLS": listener("HTTP", {"default_action": [{"type": "forward"}]}),
	"aws_lb_listener.this: takes TLS below 1.2": listener("HTTPS", {"ssl_policy": "ELBSecurityPolicy-2016-08"}),
	"azurerm_storage_account.this: takes TLS1_0, below TLS 1.2": ["azurerm_storage_account", {
		"https_traffic_only_enabled": true,
		"min_tls_version": "TLS1_0",
	}],
	"azurerm_storage_account.this: https_traffic_only_enabled is not true": ["azurerm_storage_account", {
		"account_kind": "FileStorage",
		"https_traffic_only_enabled": false,
		"public_network_access_enabled": true,
	}],
	"aws_security_group.this: the world is let in at 22 to 22": group("0.0.0.0/0", 22, 22),
	"aws_security_group.this: the world is let in at 0 to 65535": group("0.0.0.0/0", 0, 65535),
	"aws_vpc_security_group_ingress_rule.this: the world is let in at 5432 to 5432": [
		"aws_vpc_security_group_ingress_rule",
		{"cidr_ipv6": "::/0", "from_port": 5432, "to_port": 5432},
	],
	"aws_security_group_rule.this: the world is let in at 22 to 22": ["aws_security_group_rule", {
		"type": "ingress",
		"cidr_blocks": ["0.0.0.0/0"],
		"from_port": 22,
		"to_port": 22,
	}],
	"azurerm_network_security_rule.this: the world is let in at 0 to 65535": rule("Internet", "*"),
	"google_compute_firewall.this: the world is let in at 20 to 22": firewall("0.0.0.0/0", "20-22"),
	"aws_db_instance.this: publicly_accessible": ["aws_db_instance", {
		"storage_encrypted": true,
		"publicly_accessible": true,
	}],
	"aws_s3_bucket_public_access_block.this: block_public_acls is off": ["aws_s3_bucket_public_access_block", {
		"block_public_policy": true,
		"ignore_public_acls": true,
		"restrict_public_buckets": true,
	}],
	"aws_db_instance.this: the value of password would be in the state": ["aws_db_instance", {
		"storage_encrypted": true,
		"password": "x",
	}],
	"aws_secretsmanager_secret_rotation.this: every 90 days, and the documents say 30": [
		"aws_secretsmanager_secret_rotation",
		{"rotation_rules": [{"automatically_after_days": 90}]},
	],
}

test_bad_resources_are_refused_by_their_own_words if {
	every message, resource in bad {
		refused(resource) == {message}
	}
}

test_what_is_taken_away_and_what_is_only_read_is_passed_over if {
	open := {"publicly_accessible": true, "storage_encrypted": false}
	every change in [
		{"mode": "managed", "change": {"actions": ["delete"], "after": open}},
		{"mode": "data", "change": {"actions": ["create"], "after": open}},
	] {
		one := object.union(change, {"address": "a", "type": "aws_db_instance"})
		messages := terraform.deny with input as {"format_version": "1.2", "resource_changes": [one]}
			with data.requirements as requirements
		messages == set()
	}
}

test_what_is_no_plan_is_refused if {
	messages := terraform.deny with input as {} with data.requirements as requirements
	messages == {"this is no plan of Terraform"}
}
