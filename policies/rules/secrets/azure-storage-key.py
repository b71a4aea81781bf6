# ruleid: secrets.azure-storage-key
azure_storage_key = "DefaultEndpointsProtocol=https;AccountName=reports;AccountKey={{A-Za-z0-9+/:86}}=="
# ok: secrets.azure-storage-key
azure_storage_key = os.environ["AZURE_STORAGE_KEY"]
# ok: secrets.azure-storage-key
azure_storage_key = "DefaultEndpointsProtocol=https;AccountName=reports;AccountKey=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=="
// --- case: azure-storage-key.java
// ruleid: secrets.azure-storage-key
Client client = new Client("DefaultEndpointsProtocol=https;AccountName=reports;AccountKey={{A-Za-z0-9+/:86}}==");
// ok: secrets.azure-storage-key
Client other = new Client(System.getenv("AZURE_STORAGE_KEY"));
# --- case: azure-storage-key.py
# The key that is in use: see the deployment.
# ruleid: secrets.azure-storage-key
# DefaultEndpointsProtocol=https;AccountName=reports;AccountKey={{A-Za-z0-9+/:86}}==
# ok: secrets.azure-storage-key
print("set AZURE_STORAGE_KEY first")
