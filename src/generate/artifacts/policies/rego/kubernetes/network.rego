# The network is closed but for what is declared, and TLS is not optional.
package kubernetes

deny contains message if {
	input.kind == "Service"
	input.spec.type in {"NodePort", "LoadBalancer"}
	message := sprintf("Service %s: is reached past the way in (%s)", [name, input.spec.type])
}

deny contains message if {
	input.kind == "Ingress"
	some rule in input.spec.rules
	not has_certificate(object.get(rule, "host", ""))
	message := sprintf("Ingress %s: %s is served without TLS", [name, object.get(rule, "host", "any host")])
}

has_certificate(host) if {
	some entry in input.spec.tls
	host in entry.hosts
}

deny contains message if {
	input.kind == "Gateway"
	some server in input.spec.servers
	server.port.protocol == "HTTP"
	object.get(server, ["tls", "httpsRedirect"], false) != true
	message := sprintf("Gateway %s: port %d is served without TLS", [name, server.port.number])
}

deny contains message if {
	input.kind == "NetworkPolicy"
	some rule in input.spec.ingress
	object.get(rule, "from", []) == []
	object.get(rule, "ports", []) == []
	message := sprintf("NetworkPolicy %s: lets everybody in at every port", [name])
}

deny contains message if {
	input.kind == "NetworkPolicy"
	some rule in input.spec.egress
	object.get(rule, "to", []) == []
	object.get(rule, "ports", []) == []
	message := sprintf("NetworkPolicy %s: lets everything out", [name])
}
