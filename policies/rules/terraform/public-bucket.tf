resource "x_service" "a" {
# ruleid: rules.terraform.public-bucket
  acl = "public-read"
# ruleid: rules.terraform.public-bucket
  block_public_acls = false
# ruleid: rules.terraform.public-bucket
  container_access_type = "container"
# ok: rules.terraform.public-bucket
  acl_name = "private"
# ok: rules.terraform.public-bucket
  block_public_policy = true
}
