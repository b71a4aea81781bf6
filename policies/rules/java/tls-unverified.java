class A implements X509TrustManager {
// ruleid: rules.java.tls-unverified
  public void checkServerTrusted(X509Certificate[] c, String a) {}
  void f() {
// ruleid: rules.java.tls-unverified
    conn.setHostnameVerifier((h, s) -> true);
// ruleid: rules.java.tls-unverified
    builder.setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE);
// ok: rules.java.tls-unverified
    conn.setHostnameVerifier(verifier);
  }
}
class B implements X509TrustManager {
// ok: rules.java.tls-unverified
  public void checkServerTrusted(X509Certificate[] c, String a) { delegate.checkServerTrusted(c, a); }
}
