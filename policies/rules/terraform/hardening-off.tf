resource "x_service" "a" {
# ruleid: rules.terraform.hardening-off
  enable_secure_boot = false
# ruleid: rules.terraform.hardening-off
  remote_debugging_enabled = true
# ruleid: rules.terraform.hardening-off
  image_tag_mutability = "MUTABLE"
# ok: rules.terraform.hardening-off
  enable_private_nodes = true
# ok: rules.terraform.hardening-off
  can_ip_forward = false
}
