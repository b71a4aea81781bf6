// ruleid: rules.swift.keychain-always
let q = [kSecAttrAccessible: kSecAttrAccessibleAlways]
// ruleid: rules.swift.keychain-always
query[kSecAttrAccessible as String] = kSecAttrAccessibleAlwaysThisDeviceOnly
let r = [
// ruleid: rules.swift.keychain-always
    kSecAttrAccessible: kSecAttrAccessibleAlways,
]
// ok: rules.swift.keychain-always
let s = [kSecAttrAccessible: kSecAttrAccessibleWhenUnlocked]
// ok: rules.swift.keychain-always
let t = [kSecAttrAccessible: kSecAttrAccessibleWhenUnlockedThisDeviceOnly]
