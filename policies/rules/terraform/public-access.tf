resource "x_service" "a" {
# ruleid: rules.terraform.public-access
  publicly_accessible = true
# ruleid: rules.terraform.public-access
  public_network_access_enabled = true
# ruleid: rules.terraform.public-access
  associate_public_ip_address = true
# ok: rules.terraform.public-access
  map_public_ip_on_launch = false
# ok: rules.terraform.public-access
  internet_facing = var.public
}
