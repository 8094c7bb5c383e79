package dockerfile_test

import data.dockerfile

requirements := {"rootImages": false, "openVariables": ["TOKEN_LIFETIME"]}

refused(commands) := messages if {
	messages := dockerfile.deny with input as commands with data.requirements as requirements
}

command(name, stage, value) := {"Cmd": name, "Stage": stage, "Value": value, "Flags": []}

good := [
	command("from", 0, ["node:22.1.0", "AS", "build"]),
	command("arg", 0, ["TOKEN_LIFETIME=60"]),
	command("arg", 0, ["NPM_TOKEN"]),
	command("run", 0, ["npm ci"]),
	command("from", 1, ["node:22.1.0-slim"]),
	command("env", 1, ["NODE_ENV", "production", "=", "PORT", "8080", "="]),
	command("copy", 1, ["/app", "/app"]),
	command("user", 1, ["10001:10001"]),
]

test_a_good_image_passes if refused(good) == set()

added := {
	"the image runs as root: USER root": command("user", 1, ["root"]),
	"the image runs as root: USER 0:0": command("user", 1, ["0:0"]),
	"ADD https://example.com/a.sh brings what nobody has checked": command("add", 1, ["https://example.com/a.sh", "/a.sh"]),
	"ENV DB_PASSWORD: its value is in the image": command("env", 1, ["PORT", "1", "=", "DB_PASSWORD", "x", "="]),
	"ARG API_KEY: its value is in the image": command("arg", 1, [concat("=", ["API_KEY", "x"])]),
	"RUN curl -k https://example.com: what answers is not verified": command("run", 1, ["curl -k https://example.com"]),
	"RUN sudo make: nobody needs sudo in an image": command("run", 1, ["sudo make"]),
}

test_each_bad_command_is_refused_by_its_own_words if {
	every message, one in added {
		refused(array.concat(good, [one])) == {message}
	}
}

images := {
	"FROM node names no version": ["node"],
	"FROM node:latest names no version": ["node:latest", "AS", "other"],
	"FROM registry:5000/node names no version": ["registry:5000/node"],
}

test_an_image_without_a_version_is_refused if {
	every message, value in images {
		refused(array.concat([command("from", 0, value)], good)) == {message}
	}
}

test_a_stage_a_digest_and_nothing_are_versions if {
	every value in [["build"], [concat("", ["node@sha256:", "a"])], ["scratch"]] {
		refused(array.concat(good, [command("from", 2, value), command("user", 2, ["1000"])])) == set()
	}
}

test_the_user_of_the_last_stage_counts if {
	refused(array.concat(good, [command("from", 2, ["build"])])) == {"the image runs as root: no USER in the last stage"}
}

test_root_passes_where_the_documents_ask_for_it if {
	as_root := array.concat(good, [command("user", 1, ["root"])])
	messages := dockerfile.deny with input as as_root
		with data.requirements as object.union(requirements, {"rootImages": true})
	messages == set()
}
