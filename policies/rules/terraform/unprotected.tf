resource "x_service" "a" {
# ruleid: rules.terraform.unprotected
  deletion_protection = false
# ruleid: rules.terraform.unprotected
  backup_retention_period = 0
# ruleid: rules.terraform.unprotected
  enable_key_rotation = false
# ok: rules.terraform.unprotected
  multi_az = true
# ok: rules.terraform.unprotected
  retention_in_days = 30
}
