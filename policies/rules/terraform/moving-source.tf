module "a" {
# ruleid: rules.terraform.moving-source
  source = "git::https://example.com/vpc.git"
}
module "b" {
# ruleid: rules.terraform.moving-source
  source = "terraform-aws-modules/vpc/aws"
}
module "c" {
# ruleid: rules.terraform.moving-source
  source = "git::https://example.com/vpc.git?ref=main"
}
module "d" {
# ok: rules.terraform.moving-source
  source = "./vpc"
}
module "e" {
# ok: rules.terraform.moving-source
  source = "terraform-aws-modules/vpc/aws"
  version = "5.1.0"
}
