fun f() {
// ruleid: rules.kotlin.path-from-request
    val a = File("/data/" + call.parameters["name"])
// ruleid: rules.kotlin.path-from-request
    val b = File(dir, part.originalFileName!!)
// ruleid: rules.kotlin.path-from-request
    val c = Paths.get(root, request.getParameter("f"))
// ok: rules.kotlin.path-from-request
    val d = File("/data/config.yml")
// ok: rules.kotlin.path-from-request
    val e = Paths.get(root, "a.txt")
}
