import rsa

# ruleid: rules.python.short-key
public, private = rsa.newkeys(1024)
# ok: rules.python.short-key
public, private = rsa.newkeys(3072)

# --- case
from Crypto.PublicKey import RSA
from cryptography.hazmat.primitives.asymmetric import dsa, rsa

# ruleid: rules.python.short-key
first = rsa.generate_private_key(public_exponent=65537, key_size=1024)
# ruleid: rules.python.short-key
second = RSA.generate(1024)
# ruleid: rules.python.short-key
third = dsa.generate_private_key(key_size=1024)

# --- case
# ok: rules.python.short-key
first = rsa.generate_private_key(public_exponent=65537, key_size=3072)
# ok: rules.python.short-key
second = RSA.generate(4096)
