resource "x_service" "a" {
# ruleid: rules.terraform.weak-authentication
  admin_enabled = true
# ruleid: rules.terraform.weak-authentication
  authorization = "NONE"
# ruleid: rules.terraform.weak-authentication
  local_account_disabled = false
# ok: rules.terraform.weak-authentication
  rbac_enabled = true
# ok: rules.terraform.weak-authentication
  auth_type = "AWS_IAM"
}
