# Data is encrypted at rest and on its way.
package terraform

# Arguments that have to be so; one that is not known before it is applied is passed over.
wanted := {
	"aws_db_instance": {"storage_encrypted": true},
	"aws_rds_cluster": {"storage_encrypted": true},
	"aws_ebs_volume": {"encrypted": true},
	"aws_efs_file_system": {"encrypted": true},
	"aws_elasticache_replication_group": {
		"at_rest_encryption_enabled": true,
		"transit_encryption_enabled": true,
	},
	"azurerm_storage_account": {"https_traffic_only_enabled": true},
	"google_redis_instance": {"transit_encryption_mode": "SERVER_AUTHENTICATION"},
}

deny contains message if {
	some resource in planned
	some argument, value in wanted[resource.type]
	object.get(resource.after, argument, null) != value
	not is_nfs(resource.after)
	message := sprintf("%s: %s is not %v", [resource.address, argument, value])
}

# NFS knows no HTTPS: files of Azure are mounted by it in the network only.
is_nfs(account) if {
	account.account_kind == "FileStorage"
	account.public_network_access_enabled == false
}

deny contains message if {
	some resource in planned
	resource.type == "aws_lb_listener"
	resource.after.protocol == "HTTP"
	not redirects(resource.after)
	message := sprintf("%s: is served without TLS", [resource.address])
}

redirects(listener) if {
	some action in listener.default_action
	action.type == "redirect"
	some to in action.redirect
	to.protocol == "HTTPS"
}

deny contains message if {
	some resource in planned
	resource.type == "aws_lb_listener"
	resource.after.protocol in {"HTTPS", "TLS"}
	not modern_policy(resource.after.ssl_policy)
	message := sprintf("%s: takes TLS below %s", [resource.address, requirements.tls.minimum])
}

modern_policy(policy) if regex.match(`TLS13-1-3-`, policy)

modern_policy(policy) if {
	requirements.tls.minimum == "1.2"
	regex.match(`TLS13-1-2-|TLS-1-2-`, policy)
}

versions := {"TLS1_2": "1.2", "TLS1_3": "1.3", "TLS_1_2": "1.2", "TLS_1_3": "1.3", "1.2": "1.2", "1.3": "1.3"}

deny contains message if {
	some resource in planned
	some argument in ["min_tls_version", "minimum_tls_version"]
	said := resource.after[argument]
	is_string(said)
	object.get(versions, said, "1.0") < requirements.tls.minimum
	message := sprintf("%s: takes %s, below TLS %s", [resource.address, said, requirements.tls.minimum])
}
