# Least privilege, exact versions and no secret in images.
# The input is what conftest makes of a Dockerfile, a list of commands with Cmd, Value, Flags and Stage.
package dockerfile

requirements := data.requirements

last_stage := max([command.Stage | some command in input])

users := [lower(command.Value[0]) | some command in input; command.Cmd == "user"; command.Stage == last_stage]

deny contains "the image runs as root: no USER in the last stage" if {
	count(input) > 0
	count(users) == 0
	not requirements.rootImages
}

deny contains message if {
	user := users[count(users) - 1]
	regex.match(`^(root|0)(:|$)`, user)
	not requirements.rootImages
	message := sprintf("the image runs as root: USER %s", [user])
}

stages contains lower(command.Value[2]) if {
	some command in input
	command.Cmd == "from"
	lower(command.Value[1]) == "as"
}

deny contains message if {
	some command in input
	command.Cmd == "from"
	image := command.Value[0]
	not lower(image) in stages
	image != "scratch"
	not has_version(image)
	message := sprintf("FROM %s names no version", [image])
}

has_version(image) if contains(image, "@sha256:")

has_version(image) if contains(image, "$")

has_version(image) if {
	parts := split(image, "/")
	tag := split(parts[count(parts) - 1], ":")[1]
	tag != "latest"
}

deny contains message if {
	some command in input
	command.Cmd == "add"
	some source in command.Value
	regex.match(`^(https?|git|ftp)://`, source)
	message := sprintf("ADD %s brings what nobody has checked", [source])
}

secret_name := `(?i)(password|passwd|passphrase|secret|token|api_?key|private_?key|credential)`

# ENV comes as names and values in turn, ARG as NAME or NAME=value.
deny contains message if {
	some command in input
	command.Cmd == "env"
	some i, key in command.Value
	i % 3 == 0
	looks_secret(key)
	message := sprintf("ENV %s: its value is in the image", [key])
}

deny contains message if {
	some command in input
	command.Cmd == "arg"
	some argument in command.Value
	contains(argument, "=")
	key := split(argument, "=")[0]
	looks_secret(key)
	message := sprintf("ARG %s: its value is in the image", [key])
}

looks_secret(key) if {
	regex.match(secret_name, key)
	not key in requirements.openVariables
}

deny contains message if {
	some command in input
	command.Cmd == "run"
	text := concat(" ", command.Value)
	some sign in unverified
	regex.match(sign, text)
	message := sprintf("RUN %s: what answers is not verified", [text])
}

unverified := {
	`\bcurl\b[^|;&]* (-k|--insecure)\b`,
	`\bwget\b[^|;&]* --no-check-certificate\b`,
	`NODE_TLS_REJECT_UNAUTHORIZED=0`,
	`GIT_SSL_NO_VERIFY`,
	`StrictHostKeyChecking[= ]no`,
	`--trusted-host\b`,
}

deny contains message if {
	some command in input
	command.Cmd == "run"
	some word in command.Value
	regex.match(`(^|[;&|\s])sudo\s`, word)
	message := sprintf("RUN %s: nobody needs sudo in an image", [word])
}
