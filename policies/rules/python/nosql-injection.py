from flask import request


@app.route("/find", methods=["POST"])
def find():
    # ruleid: rules.python.nosql-injection
    return jsonify(db.users.find_one(request.get_json()))


@app.route("/search", methods=["POST"])
def search():
    wanted = request.json["filter"]
    # ruleid: rules.python.nosql-injection
    return jsonify(list(collection.find(wanted)))


def old(db, code):
    # ruleid: rules.python.nosql-injection
    return db.users.find({"$where": code})

# --- case
@app.route("/find", methods=["POST"])
def find():
    # ok: rules.python.nosql-injection
    return jsonify(db.users.find_one({"name": str(request.json["name"])}))


def active(db):
    # ok: rules.python.nosql-injection
    return db.users.find({"active": True})
