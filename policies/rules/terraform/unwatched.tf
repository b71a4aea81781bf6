resource "x_service" "a" {
# ruleid: rules.terraform.unwatched
  enable_logging = false
# ruleid: rules.terraform.unwatched
  auditing_enabled = false
# ruleid: rules.terraform.unwatched
  log_connections = false
# ok: rules.terraform.unwatched
  access_logs_enabled = true
# ok: rules.terraform.unwatched
  monitoring = var.m
}
