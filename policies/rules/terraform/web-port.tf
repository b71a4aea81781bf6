resource "aws_security_group" "a" {
  description = "x"
  ingress {
    from_port = 80
    to_port   = 80
    protocol  = "tcp"
# ruleid: rules.terraform.web-port
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "b" {
  description = "x"
  ingress {
    from_port = 443
    to_port   = 443
    protocol  = "tcp"
# ruleid: rules.terraform.web-port
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_vpc_security_group_ingress_rule" "c" {
  from_port = 443
  to_port   = 443
# ruleid: rules.terraform.web-port
  cidr_ipv4 = "0.0.0.0/0"
}
resource "aws_security_group" "d" {
  description = "x"
  ingress {
    from_port = 22
    to_port   = 22
    protocol  = "tcp"
# ok: rules.terraform.web-port
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "e" {
  description = "x"
  ingress {
    from_port = 443
    to_port   = 443
    protocol  = "tcp"
# ok: rules.terraform.web-port
    cidr_blocks = ["10.0.0.0/8"]
  }
}
