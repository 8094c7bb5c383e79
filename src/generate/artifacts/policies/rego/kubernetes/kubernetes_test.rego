package kubernetes_test

import data.kubernetes

requirements := {
	"repositories": ["registry.example.com/team/shop"],
	"openVariables": ["TOKEN_LIFETIME"],
	"exceptions": {"trusted": ["root", "capabilities", "reads-secrets"]},
}

refused(object) := messages if {
	messages := kubernetes.deny with input as object with data.requirements as requirements
}

spoiled(object, changes) := refused(json.patch(object, changes))

deployment := {
	"apiVersion": "apps/v1",
	"kind": "Deployment",
	"metadata": {"name": "shop", "labels": {"app.kubernetes.io/name": "shop"}},
	"spec": {"template": {"spec": {
		"automountServiceAccountToken": false,
		"securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}},
		"volumes": [{"name": "tmp", "emptyDir": {}}],
		"containers": [{
			"name": "app",
			"image": "registry.example.com/team/shop:1.0.0",
			"env": [
				{"name": "TOKEN_LIFETIME", "value": "60"},
				{"name": "TOKEN", "valueFrom": {"secretKeyRef": {"name": "shop-secrets", "key": "TOKEN"}}},
			],
			"securityContext": {
				"allowPrivilegeEscalation": false,
				"readOnlyRootFilesystem": true,
				"capabilities": {"drop": ["ALL"]},
			},
			"resources": {"limits": {"cpu": "1", "memory": "1Gi"}},
		}],
	}}},
}

pods := "/spec/template/spec"

app := concat("", [pods, "/containers/0"])

at(base, path) := concat("", [base, path])

change(base, path, value) := [{"op": "add", "path": at(base, path), "value": value}]

test_a_confined_workload_passes if refused(deployment) == set()

workloads := {
	"Deployment shop: container app is privileged": change(app, "/securityContext/privileged", true),
	"Deployment shop: container app may gain rights": change(app, "/securityContext/allowPrivilegeEscalation", true),
	"Deployment shop: container app does not drop all capabilities": change(
		app, "/securityContext/capabilities/drop",
		["NET_RAW"],
	),
	"Deployment shop: container app adds the capability NET_ADMIN": change(
		app, "/securityContext/capabilities/add",
		["NET_ADMIN"],
	),
	"Deployment shop: container app may run as root": change(app, "/securityContext/runAsNonRoot", false),
	"Deployment shop: container app can write to its root": change(app, "/securityContext/readOnlyRootFilesystem", false),
	"Deployment shop: container app has no seccomp profile": change(
		pods, "/securityContext/seccompProfile/type",
		"Unconfined",
	),
	"Deployment shop: hostNetwork is shared with the node": change(pods, "/hostNetwork", true),
	"Deployment shop: volume tmp is a folder of the node": change(pods, "/volumes/0/hostPath", {"path": "/"}),
	"Deployment shop: its pods have a token for the Kubernetes API": change(pods, "/automountServiceAccountToken", true),
	"Deployment shop: container app has no limit of memory": change(app, "/resources/limits", {"cpu": "1"}),
	"Deployment shop: image registry.example.com/team/shop names no version": change(
		app, "/image",
		"registry.example.com/team/shop",
	),
	"Deployment shop: image registry.example.com/team/shop:latest names no version": change(
		app, "/image",
		"registry.example.com/team/shop:latest",
	),
	"Deployment shop: image evil.example.com/shop:1 is of a repository that no document names": change(
		app, "/image",
		"evil.example.com/shop:1",
	),
	"Deployment shop: the value of TOKEN stands in the manifest": change(
		app, "/env/1",
		{"name": "TOKEN", "value": "x"},
	),
}

test_what_is_spoiled_is_refused_by_its_own_words if {
	every message, changes in workloads {
		spoiled(deployment, changes) == {message}
	}
}

test_every_container_is_looked_at if {
	bad := {"name": "first", "image": "registry.example.com/team/shop-two:1"}
	count(spoiled(deployment, change(pods, "/initContainers", [bad]))) == 6
}

test_pods_are_found_in_every_kind if {
	pod := deployment.spec.template.spec
	root := {"op": "add", "path": "/containers/0/securityContext/privileged", "value": true}
	bad := json.patch(pod, [root])
	every object in [
		{"kind": "Pod", "metadata": {"name": "a"}, "spec": bad},
		{"kind": "Job", "metadata": {"name": "a"}, "spec": {"template": {"spec": bad}}},
		{"kind": "CronJob", "metadata": {"name": "a"}, "spec": {"jobTemplate": {"spec": {"template": {"spec": bad}}}}},
	] {
		refused(object) == {sprintf("%s a: container app is privileged", [object.kind])}
	}
}

test_what_the_documents_ask_for_passes_for_that_service if {
	asked := array.concat(
		change(app, "/securityContext/runAsNonRoot", false),
		change(app, "/securityContext/capabilities/add", ["NET_BIND_SERVICE"]),
	)
	trusted := change("", "/metadata/labels/app.kubernetes.io~1name", "trusted")
	spoiled(deployment, array.concat(asked, trusted)) == set()
	count(spoiled(deployment, asked)) == 2
}

made(kind, more) := object.union({"kind": kind, "metadata": {"name": "a", "labels": {}}}, more)

good contains made("Service", {"spec": {"type": "ClusterIP"}})

good contains made("Service", {"spec": {}})

good contains made("Secret", {})

good contains made("ConfigMap", {"data": {"LOG_LEVEL": "info", "token.html": "<p>", "PASSWORD": ""}})

good contains made("ExternalSecret", {"spec": {
	"refreshInterval": "1h",
	"secretStoreRef": {"kind": "SecretStore", "name": "vault"},
}})

good contains made("Role", {"rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}]})

good contains made("RoleBinding", {
	"roleRef": {"name": "a"},
	"subjects": [{"kind": "ServiceAccount", "name": "a"}],
})

good contains made("Ingress", {"spec": {
	"tls": [{"hosts": ["a.example.com"]}],
	"rules": [{"host": "a.example.com"}],
}})

good contains made("Gateway", {"spec": {"servers": [
	{"port": {"number": 443, "protocol": "HTTPS"}},
	{"port": {"number": 80, "protocol": "HTTP"}, "tls": {"httpsRedirect": true}},
]}})

good contains made("NetworkPolicy", {"spec": {
	"ingress": [{"ports": [{"port": 8080}]}],
	"egress": [{"to": [{"podSelector": {}}]}],
}})

test_good_objects_pass if {
	every one in good {
		refused(one) == set()
	}
}

bad := {
	"Service a: is reached past the way in (NodePort)": made("Service", {"spec": {"type": "NodePort"}}),
	"Secret a: the value of KEY stands in the manifest": made("Secret", {"stringData": {"KEY": "x"}}),
	"ConfigMap a: DB_PASSWORD belongs into a secret store": made("ConfigMap", {"data": {"DB_PASSWORD": "x"}}),
	"ExternalSecret a: a value that was replaced never arrives": made("ExternalSecret", {"spec": {
		"refreshInterval": "0",
		"secretStoreRef": {"kind": "SecretStore"},
	}}),
	"ExternalSecret a: every namespace can read that store": made("ExternalSecret", {"spec": {
		"refreshInterval": "1h",
		"secretStoreRef": {"kind": "ClusterSecretStore"},
	}}),
	"Role a: verbs are everything": made("Role", {"rules": [{"resources": ["pods"], "verbs": ["*"]}]}),
	"ClusterRole a: resources are everything": made("ClusterRole", {"rules": [{"resources": ["*"], "verbs": ["get"]}]}),
	"Role a: may list secrets": made("Role", {"rules": [{"resources": ["secrets"], "verbs": ["list"]}]}),
	"Role a: may escalate, and so give itself rights": made("Role", {"rules": [{
		"resources": ["roles"],
		"verbs": ["escalate"],
	}]}),
	"ClusterRoleBinding a: gives the role cluster-admin": made("ClusterRoleBinding", {"roleRef": {"name": "cluster-admin"}}),
	"RoleBinding a: gives system:anonymous a role": made("RoleBinding", {
		"roleRef": {"name": "a"},
		"subjects": [{"name": "system:anonymous"}],
	}),
	"Ingress a: b.example.com is served without TLS": made("Ingress", {"spec": {
		"tls": [{"hosts": ["a.example.com"]}],
		"rules": [{"host": "b.example.com"}],
	}}),
	"Gateway a: port 80 is served without TLS": made("Gateway", {"spec": {"servers": [{"port": {
		"number": 80,
		"protocol": "HTTP",
	}}]}}),
	"NetworkPolicy a: lets everybody in at every port": made("NetworkPolicy", {"spec": {"ingress": [{}]}}),
	"NetworkPolicy a: lets everything out": made("NetworkPolicy", {"spec": {"egress": [{}]}}),
}

test_bad_objects_are_refused_by_their_own_words if {
	every message, one in bad {
		refused(one) == {message}
	}
}
