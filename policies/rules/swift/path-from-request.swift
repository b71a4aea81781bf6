func routes(_ app: Application) throws {
    app.get("a", ":name") { req in
// ruleid: rules.swift.path-from-request
        req.fileio.streamFile(at: "/srv/files/" + req.parameters.get("name")!)
    }
    app.get("b") { req -> String in
// ruleid: rules.swift.path-from-request
        try String(contentsOfFile: "/srv/files/\(req.query["name"]!)")
    }
    app.delete("c", ":name") { req -> HTTPStatus in
// ruleid: rules.swift.path-from-request
        try FileManager.default.removeItem(atPath: "/srv/files/\(req.parameters.get("name")!)")
        return .ok
    }
    app.get("d") { req in
// ok: rules.swift.path-from-request
        req.fileio.streamFile(at: "/srv/files/index.html")
    }
    app.get("e") { req -> String in
// ok: rules.swift.path-from-request
        try String(contentsOfFile: "/srv/files/about.txt")
    }
}
