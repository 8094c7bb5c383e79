package vulnerabilities_test

import data.vulnerabilities

refused(report) := messages if {
	messages := vulnerabilities.deny with input as report
		with data.requirements as {"severities": ["CRITICAL", "HIGH"]}
}

report(severity) := {"SchemaVersion": 2, "Results": [{"Target": "shop", "Vulnerabilities": [{
	"VulnerabilityID": "CVE-2026-1",
	"PkgName": "libssl",
	"InstalledVersion": "3.0",
	"Severity": severity,
}]}]}

test_what_the_documents_allow_passes if {
	every severity in ["MEDIUM", "LOW", "UNKNOWN"] {
		refused(report(severity)) == set()
	}
	refused({"SchemaVersion": 2}) == set()
}

test_what_they_forbid_is_refused if {
	every severity in ["CRITICAL", "HIGH"] {
		refused(report(severity)) == {sprintf("shop: CVE-2026-1 in libssl 3.0 (%s)", [severity])}
	}
}

test_what_is_no_report_is_refused if refused({}) == {"this is no report of Trivy"}
