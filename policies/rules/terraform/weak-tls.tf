resource "x_service" "a" {
# ruleid: rules.terraform.weak-tls
  min_tls_version = "TLS1_0"
# ruleid: rules.terraform.weak-tls
  minimum_tls_version = "1.1"
# ruleid: rules.terraform.weak-tls
  minimum_protocol_version = "TLSv1"
# ok: rules.terraform.weak-tls
  tls_version = "1.2"
# ok: rules.terraform.weak-tls
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
}
