resource "x_service" "a" {
# ruleid: rules.terraform.weak-password-policy
  require_numbers = false
# ruleid: rules.terraform.weak-password-policy
  minimum_password_length = 8
# ruleid: rules.terraform.weak-password-policy
  max_password_age = 365
# ok: rules.terraform.weak-password-policy
  require_symbols = true
# ok: rules.terraform.weak-password-policy
  password_length = 16
}
