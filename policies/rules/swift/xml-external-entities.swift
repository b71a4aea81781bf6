func one(data: Data) {
    let parser = XMLParser(data: data)
// ruleid: rules.swift.xml-external-entities
    parser.shouldResolveExternalEntities = true
// ruleid: rules.swift.xml-external-entities
    parser.externalEntityResolvingPolicy = .always
// ok: rules.swift.xml-external-entities
    parser.shouldResolveExternalEntities = false
// ok: rules.swift.xml-external-entities
    parser.externalEntityResolvingPolicy = .never
}

func two(data: Data) throws -> XMLDocument {
// ruleid: rules.swift.xml-external-entities
    return try XMLDocument(data: data, options: [.nodeLoadExternalEntitiesAlways])
}
