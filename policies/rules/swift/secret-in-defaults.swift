// ruleid: rules.swift.secret-in-defaults
UserDefaults.standard.set(password, forKey: "password")
// ruleid: rules.swift.secret-in-defaults
UserDefaults.standard.set(t, forKey: "authToken")
// ruleid: rules.swift.secret-in-defaults
UserDefaults.standard.setValue(k, forKey: "apiKey")
// ok: rules.swift.secret-in-defaults
UserDefaults.standard.set(true, forKey: "seen")
// ok: rules.swift.secret-in-defaults
UserDefaults.standard.string(forKey: "token")
