func f() {
// ruleid: rules.swift.tls-unverified
    completionHandler(.useCredential, URLCredential(trust: challenge.protectionSpace.serverTrust!))
// ruleid: rules.swift.tls-unverified
    policy.allowInvalidCertificates = true
// ruleid: rules.swift.tls-unverified
    let e = DisabledTrustEvaluator()
// ok: rules.swift.tls-unverified
    completionHandler(.performDefaultHandling, nil)
// ok: rules.swift.tls-unverified
    policy.allowInvalidCertificates = false
}
