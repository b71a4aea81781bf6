// ruleid: rules.swift.weak-hash
let passwordHash = Insecure.MD5.hash(data: data)
func token(user: User) {
// ruleid: rules.swift.weak-hash
    CC_SHA1(bytes, len, &digest)
}
// ruleid: rules.swift.weak-hash
let s = Insecure.SHA1.hash(data: password)
// ok: rules.swift.weak-hash
let ok = SHA256.hash(data: password)
// ok: rules.swift.weak-hash
let e = Insecure.MD5.hash(data: data)
