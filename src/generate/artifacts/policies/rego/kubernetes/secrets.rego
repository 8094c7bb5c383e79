# No value of a secret stands in a manifest.
package kubernetes

secret_name := `(?i)(password|passwd|passphrase|secret|token|api_?key|private_?key|credential)`

looks_secret(key) if {
	regex.match(secret_name, key)
	not key in requirements.openVariables
}

deny contains message if {
	input.kind == "Secret"
	some field in ["data", "stringData"]
	some key, _ in input[field]
	message := sprintf("Secret %s: the value of %s stands in the manifest", [name, key])
}

deny contains message if {
	input.kind == "ConfigMap"
	some key, value in input.data
	value != ""
	not contains(key, ".")
	looks_secret(key)
	message := sprintf("ConfigMap %s: %s belongs into a secret store", [name, key])
}

deny contains message if {
	some container in containers
	some variable in container.env
	object.get(variable, "value", "") != ""
	looks_secret(variable.name)
	message := sprintf("%s %s: the value of %s stands in the manifest", [input.kind, name, variable.name])
}

deny contains message if {
	input.kind == "ExternalSecret"
	input.spec.refreshInterval == "0"
	message := sprintf("ExternalSecret %s: a value that was replaced never arrives", [name])
}

deny contains message if {
	input.kind == "ExternalSecret"
	input.spec.secretStoreRef.kind == "ClusterSecretStore"
	message := sprintf("ExternalSecret %s: every namespace can read that store", [name])
}
