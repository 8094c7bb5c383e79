# What the objects of a cluster have in common.
package kubernetes

requirements := data.requirements

name := input.metadata.name

# The pods of a workload; each kind has them at a place of its own.
pod := input.spec if input.kind == "Pod"

pod := input.spec.template.spec if {
	input.kind in {"Deployment", "StatefulSet", "DaemonSet", "Job", "ReplicaSet"}
}

pod := input.spec.jobTemplate.spec.template.spec if input.kind == "CronJob"

containers contains container if {
	some list in ["containers", "initContainers", "ephemeralContainers"]
	some container in pod[list]
}

# What the documents of a service ask for although a rule is against it.
excepted(what) if {
	what in requirements.exceptions[object.get(input.metadata, ["labels", "app.kubernetes.io/name"], "")]
}
