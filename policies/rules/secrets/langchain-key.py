# ruleid: secrets.langchain-key
langsmith_api_key = "lsv2_pt_{{a-f0-9:32}}_{{a-f0-9:10}}"
# ok: secrets.langchain-key
langsmith_api_key = os.environ["LANGSMITH_API_KEY"]
# ok: secrets.langchain-key
langsmith_api_key = "lsv2_pt_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxx"
// --- case: langchain-key.java
// ruleid: secrets.langchain-key
Client client = new Client("lsv2_pt_{{a-f0-9:32}}_{{a-f0-9:10}}");
// ok: secrets.langchain-key
Client other = new Client(System.getenv("LANGSMITH_API_KEY"));
# --- case: langchain-key.sh
# ruleid: secrets.langchain-key
export LANGSMITH_API_KEY='lsv2_pt_{{a-f0-9:32}}_{{a-f0-9:10}}'
# ok: secrets.langchain-key
export LANGSMITH_API_KEY="$(cat /run/secrets/langsmith_api_key)"
