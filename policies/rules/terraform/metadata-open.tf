resource "aws_launch_template" "a" {
  metadata_options {
# ruleid: rules.terraform.metadata-open
    http_tokens = "optional"
  }
}
# ruleid: rules.terraform.metadata-open
resource "aws_launch_template" "b" {
  name = "b"
}
# ruleid: rules.terraform.metadata-open
resource "aws_instance" "c" {
  ami = "ami-1"
}
resource "aws_launch_template" "d" {
  metadata_options {
# ok: rules.terraform.metadata-open
    http_tokens = "required"
  }
}
# ok: rules.terraform.metadata-open
resource "aws_launch_template" "e" {
  metadata_options {
    http_tokens = "required"
  }
}
