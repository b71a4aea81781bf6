# ruleid: rules.terraform.unencrypted
resource "aws_db_instance" "a" {
  deletion_protection = true
}
resource "aws_ebs_volume" "b" {
# ruleid: rules.terraform.unencrypted
  encrypted = false
}
resource "x_disk" "c" {
# ruleid: rules.terraform.unencrypted
  encryption_at_host_enabled = false
}
# ok: rules.terraform.unencrypted
resource "aws_db_instance" "d" {
  storage_encrypted = true
}
resource "aws_ebs_volume" "e" {
# ok: rules.terraform.unencrypted
  encrypted = var.encrypted
}
