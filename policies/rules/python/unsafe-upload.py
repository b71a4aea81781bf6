import os

from flask import request


@app.route("/one", methods=["POST"])
def one():
    file = request.files["file"]
    # ruleid: rules.python.unsafe-upload
    file.save(os.path.join(UPLOADS, file.filename))
    return "saved"


@app.route("/two", methods=["POST"])
def two():
    upload = request.files["picture"]
    # ruleid: rules.python.unsafe-upload
    upload.save("/srv/uploads/" + upload.filename)
    return "saved"


@app.route("/three", methods=["POST"])
def three():
    sent = request.files["document"]
    target = f"uploads/{sent.filename}"
    # ruleid: rules.python.unsafe-upload
    sent.save(target)
    return "saved"

# --- case
@app.route("/one", methods=["POST"])
def one():
    file = request.files["file"]
    # ok: rules.python.unsafe-upload
    file.save(os.path.join(UPLOADS, secure_filename(file.filename)))
    return "saved"


@app.route("/two", methods=["POST"])
def two():
    file = request.files["file"]
    # ok: rules.python.unsafe-upload
    file.save(os.path.join(UPLOADS, uuid.uuid4().hex))
    return "saved"
