# ruleid: shell.cloud-network-open
aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 22 --cidr 0.0.0.0/0
# --- case
# ruleid: shell.cloud-network-open
gcloud compute firewall-rules create a --allow=tcp:22 --source-ranges=0.0.0.0/0
# --- case
# ruleid: shell.cloud-network-open
az network nsg rule create -g g --nsg-name n -n a --priority 100 --access Allow --source-address-prefixes "*" --destination-port-ranges 22
# --- case
# ok: shell.cloud-network-open
aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 22 --cidr 10.0.0.0/8
# --- case
# ok: shell.cloud-network-open
gcloud compute firewall-rules list
# --- case
# ruleid: shell.cloud-network-open
aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 22 --cidr 0.0.0.0/0
# --- case
# ruleid: shell.cloud-network-open
gcloud compute firewall-rules create x --allow tcp:22 --source-ranges 0.0.0.0/0
# --- case
# ruleid: shell.cloud-network-open
az network nsg rule create -g g --nsg-name n -n ssh --source-address-prefixes "*" --destination-port-ranges 22 --access Allow
# --- case
# ruleid: shell.cloud-network-open
az sql server firewall-rule create -n all --start-ip-address 0.0.0.0 --end-ip-address 255.255.255.255
# --- case
# ruleid: shell.cloud-network-open
aws rds create-db-instance --publicly-accessible
# --- case
# ruleid: shell.cloud-network-open
gcloud sql instances patch db --authorized-networks=0.0.0.0/0
# --- case
# ok: shell.cloud-network-open
aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 443 --cidr 0.0.0.0/0
# --- case
# ok: shell.cloud-network-open
aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 22 --cidr 10.0.0.0/8
# --- case
# ok: shell.cloud-network-open
gcloud compute firewall-rules create x --allow tcp:443 --source-ranges 0.0.0.0/0
# --- case
# ok: shell.cloud-network-open
gcloud compute firewall-rules create x --allow tcp:22 --source-ranges 10.0.0.0/8
