resource "aws_security_group" "a" {
  description = "x"
  ingress {
    from_port = 8080
    to_port   = 8080
# ruleid: rules.terraform.open-port
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "google_compute_firewall" "b" {
# ruleid: rules.terraform.open-port
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["8081"]
  }
}
resource "aws_vpc_security_group_ingress_rule" "c" {
  from_port = 8443
  to_port   = 8443
# ruleid: rules.terraform.open-port
  cidr_ipv4 = "0.0.0.0/0"
}
resource "aws_security_group_rule" "e" {
  type        = "ingress"
  description = "x"
  from_port   = 8080
  to_port     = 8080
# ok: rules.terraform.open-port
  cidr_blocks = ["10.0.0.0/8"]
}
resource "aws_security_group" "f" {
  description = "x"
  egress {
    from_port = 8080
    to_port   = 8080
# ok: rules.terraform.open-port
    cidr_blocks = ["0.0.0.0/0"]
  }
}
