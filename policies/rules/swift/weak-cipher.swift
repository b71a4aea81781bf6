// ruleid: rules.swift.weak-cipher
let a = CCAlgorithm(kCCAlgorithmDES)
// ruleid: rules.swift.weak-cipher
let o = CCOptions(kCCOptionECBMode)
// ruleid: rules.swift.weak-cipher
let c = try AES(key: key, blockMode: ECB())
// ok: rules.swift.weak-cipher
let b = CCAlgorithm(kCCAlgorithmAES)
// ok: rules.swift.weak-cipher
let g = try AES.GCM.seal(data, using: key)
