# Images are those of the documents, in one version.
package kubernetes

deny contains message if {
	some container in containers
	not has_version(container.image)
	not excepted("moving-tag")
	message := sprintf("%s %s: image %s names no version", [input.kind, name, container.image])
}

has_version(image) if contains(image, "@sha256:")

has_version(image) if {
	parts := split(image, "/")
	tag := split(parts[count(parts) - 1], ":")[1]
	tag != "latest"
}

deny contains message if {
	some container in containers
	not is_known(container.image)
	message := sprintf("%s %s: image %s is of a repository that no document names", [input.kind, name, container.image])
}

is_known(image) if {
	some repository in requirements.repositories
	some mark in [":", "@"]
	startswith(concat("", [image, ":"]), concat("", [repository, mark]))
}
