"""Engine "iac": infrastructure and configuration, from Kubernetes to nginx. Terraform is read by the structural rules."""
