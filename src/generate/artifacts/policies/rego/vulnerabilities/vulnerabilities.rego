# No vulnerability of the severities that the documents forbid.
# The input is a report of Trivy (`trivy image --format json`).
package vulnerabilities

requirements := data.requirements

deny contains message if {
	some result in input.Results
	some found in result.Vulnerabilities
	found.Severity in requirements.severities
	message := sprintf("%s: %s in %s %s (%s)", [
		result.Target,
		found.VulnerabilityID,
		found.PkgName,
		found.InstalledVersion,
		found.Severity,
	])
}

# A report that is none would let everything pass.
deny contains "this is no report of Trivy" if not input.SchemaVersion
