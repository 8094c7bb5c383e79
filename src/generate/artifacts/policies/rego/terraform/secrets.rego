# No value of a secret is in the state, and values are replaced in time.
package terraform

# What is known in the plan is in the state too.
in_state := {
	"aws_db_instance": "password",
	"aws_rds_cluster": "master_password",
	"aws_secretsmanager_secret_version": "secret_string",
	"google_secret_manager_secret_version": "secret_data",
	"azurerm_key_vault_secret": "value",
	"azurerm_postgresql_flexible_server": "administrator_password",
}

deny contains message if {
	some resource in planned
	value := resource.after[in_state[resource.type]]
	is_string(value)
	value != ""
	message := sprintf("%s: the value of %s would be in the state", [resource.address, in_state[resource.type]])
}

deny contains message if {
	some resource in planned
	resource.type == "aws_secretsmanager_secret_rotation"
	some rule in resource.after.rotation_rules
	requirements.rotationDays > 0
	rule.automatically_after_days > requirements.rotationDays
	message := sprintf("%s: every %v days, and the documents say %v", [
		resource.address,
		rule.automatically_after_days,
		requirements.rotationDays,
	])
}
