# What a plan of Terraform makes or changes.
# The input is `terraform show -json PLAN`.
package terraform

requirements := data.requirements

planned contains {"address": change.address, "type": change.type, "after": change.change.after} if {
	some change in input.resource_changes
	change.mode == "managed"
	some action in change.change.actions
	action in {"create", "update"}
}

# A plan that is none would let everything pass.
deny contains "this is no plan of Terraform" if not input.format_version

world := {"0.0.0.0/0", "::/0", "*", "Internet", "Any"}
