resource "x_service" "a" {
# ruleid: rules.terraform.unencrypted-transit
  https_only = false
# ruleid: rules.terraform.unencrypted-transit
  require_ssl = false
# ruleid: rules.terraform.unencrypted-transit
  viewer_protocol_policy = "allow-all"
# ok: rules.terraform.unencrypted-transit
  force_ssl = true
# ok: rules.terraform.unencrypted-transit
  protocol = "HTTPS"
}
