// ruleid: rules.swift.predictable-random
let token = rand()
// ruleid: rules.swift.predictable-random
srand(UInt32(time(nil)))
// ruleid: rules.swift.predictable-random
let x = drand48()
// ok: rules.swift.predictable-random
let ok = SecRandomCopyBytes(kSecRandomDefault, 16, &b)
// ok: rules.swift.predictable-random
let y = Int.random(in: 0..<6)
