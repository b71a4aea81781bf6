object : X509TrustManager {
// ruleid: rules.kotlin.tls-unverified
    override fun checkServerTrusted(chain: Array<X509Certificate>, type: String) {}
}
// ruleid: rules.kotlin.tls-unverified
val c = OkHttpClient.Builder().hostnameVerifier { _, _ -> true }
fun g() {
// ruleid: rules.kotlin.tls-unverified
    conn.hostnameVerifier = HostnameVerifier { _, _ -> true }
// ok: rules.kotlin.tls-unverified
    conn.hostnameVerifier = verifier
}
// ok: rules.kotlin.tls-unverified
val d = OkHttpClient.Builder().build()
