# Least privilege at the cloud.
package terraform

policy_types := {"aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"}

listed(value) := value if is_array(value)

listed(value) := [value] if not is_array(value)

deny contains message if {
	some resource in planned
	resource.type in policy_types
	some statement in listed(json.unmarshal(resource.after.policy).Statement)
	statement.Effect == "Allow"
	some action in listed(statement.Action)
	endswith(action, "*")
	regex.match(`^(\*|[a-z0-9-]+:\*)$`, action)
	"*" in listed(statement.Resource)
	message := sprintf("%s: %s on everything", [resource.address, action])
}

deny contains message if {
	some resource in planned
	endswith(resource.type, "_policy_attachment")
	regex.match(`/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$`, resource.after.policy_arn)
	message := sprintf("%s: attaches %s", [resource.address, resource.after.policy_arn])
}

deny contains message if {
	some resource in planned
	regex.match(`^google_(project|folder|organization)_iam_(member|binding)$`, resource.type)
	resource.after.role in {"roles/owner", "roles/editor"}
	message := sprintf("%s: gives %s", [resource.address, resource.after.role])
}

deny contains message if {
	some resource in planned
	resource.type == "azurerm_role_assignment"
	resource.after.role_definition_name in {"Owner", "Contributor", "User Access Administrator"}
	message := sprintf("%s: gives %s", [resource.address, resource.after.role_definition_name])
}
