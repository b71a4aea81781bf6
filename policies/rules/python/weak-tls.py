import ssl

from OpenSSL import SSL

# ruleid: rules.python.weak-tls
one = SSL.Context(SSL.TLSv1_METHOD)
# ruleid: rules.python.weak-tls
two = ssl.SSLContext(ssl.PROTOCOL_TLSv1)
three = ssl.create_default_context()
# ruleid: rules.python.weak-tls
three.minimum_version = ssl.TLSVersion.TLSv1

# --- case
import ssl

# ok: rules.python.weak-tls
one = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
two = ssl.create_default_context()
# ok: rules.python.weak-tls
two.minimum_version = ssl.TLSVersion.TLSv1_2
