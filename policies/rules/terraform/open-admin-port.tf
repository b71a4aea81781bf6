resource "aws_security_group" "a" {
  description = "x"
  ingress {
    from_port = 22
    to_port   = 22
# ruleid: rules.terraform.open-admin-port
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "google_compute_firewall" "b" {
# ruleid: rules.terraform.open-admin-port
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["3389"]
  }
}
resource "azurerm_network_security_rule" "c" {
  direction              = "Inbound"
  access                 = "Allow"
  destination_port_range = "5432"
# ruleid: rules.terraform.open-admin-port
  source_address_prefix = "*"
}
resource "aws_security_group_rule" "d" {
  type        = "egress"
  description = "x"
  from_port   = 22
  to_port     = 22
# ok: rules.terraform.open-admin-port
  cidr_blocks = ["0.0.0.0/0"]
}
resource "aws_security_group_rule" "e" {
  type        = "ingress"
  description = "x"
  from_port   = 22
  to_port     = 22
# ok: rules.terraform.open-admin-port
  cidr_blocks = ["10.0.0.0/8"]
}
