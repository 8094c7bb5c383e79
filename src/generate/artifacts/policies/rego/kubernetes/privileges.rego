# Least privilege of pods.
package kubernetes

deny contains message if {
	some container in containers
	container.securityContext.privileged == true
	not excepted("privileged")
	message := sprintf("%s %s: container %s is privileged", [input.kind, name, container.name])
}

deny contains message if {
	some container in containers
	object.get(container, ["securityContext", "allowPrivilegeEscalation"], true) != false
	not excepted("privileged")
	not excepted("escalation")
	message := sprintf("%s %s: container %s may gain rights", [input.kind, name, container.name])
}

deny contains message if {
	some container in containers
	not drops_all(container)
	not excepted("privileged")
	message := sprintf("%s %s: container %s does not drop all capabilities", [input.kind, name, container.name])
}

drops_all(container) if "ALL" in container.securityContext.capabilities.drop

deny contains message if {
	some container in containers
	some capability in container.securityContext.capabilities.add
	not excepted("capabilities")
	message := sprintf("%s %s: container %s adds the capability %s", [input.kind, name, container.name, capability])
}

deny contains message if {
	some container in containers
	not non_root(container)
	not excepted("root")
	message := sprintf("%s %s: container %s may run as root", [input.kind, name, container.name])
}

# What a container says counts before what its pod says.
non_root(container) if container.securityContext.runAsNonRoot == true

non_root(container) if {
	object.get(container, ["securityContext", "runAsNonRoot"], "unsaid") == "unsaid"
	pod.securityContext.runAsNonRoot == true
}

deny contains message if {
	some container in containers
	object.get(container, ["securityContext", "readOnlyRootFilesystem"], false) != true
	not excepted("writable-root")
	message := sprintf("%s %s: container %s can write to its root", [input.kind, name, container.name])
}

deny contains message if {
	some container in containers
	not has_profile(container)
	not excepted("privileged")
	message := sprintf("%s %s: container %s has no seccomp profile", [input.kind, name, container.name])
}

has_profile(container) if container.securityContext.seccompProfile.type in {"RuntimeDefault", "Localhost"}

has_profile(container) if {
	not container.securityContext.seccompProfile
	pod.securityContext.seccompProfile.type in {"RuntimeDefault", "Localhost"}
}

deny contains message if {
	some host in ["hostNetwork", "hostPID", "hostIPC"]
	pod[host] == true
	message := sprintf("%s %s: %s is shared with the node", [input.kind, name, host])
}

deny contains message if {
	some volume in pod.volumes
	volume.hostPath
	message := sprintf("%s %s: volume %s is a folder of the node", [input.kind, name, volume.name])
}

deny contains message if {
	pod
	object.get(pod, "automountServiceAccountToken", true) != false
	message := sprintf("%s %s: its pods have a token for the Kubernetes API", [input.kind, name])
}

deny contains message if {
	some container in containers
	some resource in ["cpu", "memory"]
	not container.resources.limits[resource]
	message := sprintf("%s %s: container %s has no limit of %s", [input.kind, name, container.name, resource])
}
