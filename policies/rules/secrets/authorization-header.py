# ruleid: secrets.authorization-header
reply = requests.get(url, headers={"Authorization": "Bearer {{A-Za-z0-9:40}}"}, timeout=10)
# ok: secrets.authorization-header
reply = requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=10)
# ok: secrets.authorization-header
reply = requests.get(url, headers={"Authorization": "Bearer YOUR_TOKEN_HERE"}, timeout=10)
# --- case: call.js
// ruleid: secrets.authorization-header
fetch(url, { headers: { Authorization: 'Bearer {{a-f0-9:48}}' } });
// ok: secrets.authorization-header
fetch(url, { headers: { Authorization: `Bearer ${token}` } });
# --- case: call.http.txt
# ruleid: secrets.authorization-header
X-Auth-Token: {{A-Za-z0-9:36}}
