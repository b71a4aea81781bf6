// ruleid: rules.swift.unsafe-deserialization
let o = NSKeyedUnarchiver.unarchiveObject(with: data)
// ruleid: rules.swift.unsafe-deserialization
let p = try NSKeyedUnarchiver.unarchiveTopLevelObjectWithData(data)
// ruleid: rules.swift.unsafe-deserialization
unarchiver.requiresSecureCoding = false
// ok: rules.swift.unsafe-deserialization
let q = try NSKeyedUnarchiver.unarchivedObject(ofClass: Item.self, from: data)
// ok: rules.swift.unsafe-deserialization
let d = try JSONDecoder().decode(Item.self, from: data)
