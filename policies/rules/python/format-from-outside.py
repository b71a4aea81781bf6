from flask import request


@app.route("/card")
def card():
    # ruleid: rules.python.format-from-outside
    return jsonify(text=request.args["layout"].format(user=current_user))


def report(layout, patient):
    # ruleid: rules.python.format-from-outside
    return layout.format(patient=patient)


def receipt(template, order):
    text = template.strip()
    # ruleid: rules.python.format-from-outside
    return text.format(order)

# --- case
LAYOUT = "{name}: {number}"


def report(patient):
    # ok: rules.python.format-from-outside
    return LAYOUT.format(name=patient.name, number=patient.number)


def joined(patient):
    # ok: rules.python.format-from-outside
    return "{}".format(patient)
