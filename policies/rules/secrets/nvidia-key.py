# ruleid: secrets.nvidia-key
nvidia_api_key = "nvapi-{{A-Za-z0-9:64}}"
# ok: secrets.nvidia-key
nvidia_api_key = os.environ["NVIDIA_API_KEY"]
# ok: secrets.nvidia-key
nvidia_api_key = "nvapi-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: nvidia-key.java
// ruleid: secrets.nvidia-key
Client client = new Client("nvapi-{{A-Za-z0-9:64}}");
// ok: secrets.nvidia-key
Client other = new Client(System.getenv("NVIDIA_API_KEY"));
# --- case: nvidia-key.py
# The key that is in use: see the deployment.
# ruleid: secrets.nvidia-key
# nvapi-{{A-Za-z0-9:64}}
# ok: secrets.nvidia-key
print("set NVIDIA_API_KEY first")
