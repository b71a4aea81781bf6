"""What people grant beside the policy: waivers of findings, and the broken glass. Approved by people with a role, ended by the clock."""
