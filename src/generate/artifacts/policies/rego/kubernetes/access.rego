# Least privilege at the Kubernetes API.
package kubernetes

roles := {"Role", "ClusterRole"}

deny contains message if {
	input.kind in roles
	some rule in input.rules
	some field in ["verbs", "resources", "apiGroups"]
	"*" in rule[field]
	message := sprintf("%s %s: %s are everything", [input.kind, name, field])
}

deny contains message if {
	input.kind in roles
	some rule in input.rules
	"secrets" in rule.resources
	some verb in rule.verbs
	verb in {"get", "list", "watch"}
	not excepted("reads-secrets")
	message := sprintf("%s %s: may %s secrets", [input.kind, name, verb])
}

deny contains message if {
	input.kind in roles
	some rule in input.rules
	some verb in rule.verbs
	verb in {"bind", "escalate", "impersonate"}
	message := sprintf("%s %s: may %s, and so give itself rights", [input.kind, name, verb])
}

deny contains message if {
	input.kind in {"RoleBinding", "ClusterRoleBinding"}
	input.roleRef.name in {"cluster-admin", "admin", "edit"}
	message := sprintf("%s %s: gives the role %s", [input.kind, name, input.roleRef.name])
}

deny contains message if {
	input.kind in {"RoleBinding", "ClusterRoleBinding"}
	some subject in input.subjects
	subject.name in {"system:anonymous", "system:unauthenticated", "system:authenticated"}
	message := sprintf("%s %s: gives %s a role", [input.kind, name, subject.name])
}
