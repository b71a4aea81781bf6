// ruleid: rules.swift.old-hash
let d = Insecure.MD5.hash(data: data)
// ruleid: rules.swift.old-hash
CC_SHA1(bytes, len, &digest)
// ruleid: rules.swift.old-hash
let s = Insecure.SHA1.hash(data: x)
// ok: rules.swift.old-hash
let ok = SHA256.hash(data: data)
// ok: rules.swift.old-hash
CC_SHA256(bytes, len, &digest)
