from flask import request


@app.route("/user")
def user():
    name = request.args["name"]
    # ruleid: rules.python.xpath-injection
    return str(tree.xpath(f"//user[name='{name}']"))


def by_id(root, user_id):
    # ruleid: rules.python.xpath-injection
    return root.xpath("//user[@id='" + user_id + "']")


def by_mail(doc, mail):
    # ruleid: rules.python.xpath-injection
    return doc.xpath("//user[mail='%s']/name" % mail)

# --- case
def by_name(tree, name):
    # ok: rules.python.xpath-injection
    return tree.xpath("//user[name=$name]", name=name)


def everybody(tree):
    # ok: rules.python.xpath-injection
    return tree.xpath("//user")
