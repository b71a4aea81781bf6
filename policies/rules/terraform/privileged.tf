resource "x_service" "a" {
# ruleid: rules.terraform.privileged
  privileged = true
# ruleid: rules.terraform.privileged
  host_network = true
# ruleid: rules.terraform.privileged
  allow_privilege_escalation = true
# ok: rules.terraform.privileged
  host_pid = false
# ok: rules.terraform.privileged
  privileged_mode = var.p
}
