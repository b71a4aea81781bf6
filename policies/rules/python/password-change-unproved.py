from flask import request, session


# ruleid: rules.python.password-change-unproved
def change_password(users):
    user = users.get(session["uid"])
    user.set_password(request.form["new_password"])
    users.save(user)


# ruleid: rules.python.password-change-unproved
def update_password(request):
    request.user.set_password(request.POST["password"])
    request.user.save()


# ruleid: rules.python.password-change-unproved
def set_password(users):
    users[session["uid"]].password = hashed(request.json["password"])

# --- case
from flask import request, session


# ok: rules.python.password-change-unproved
def change_password(users):
    user = users.get(session["uid"])
    if not user.check_password(request.form["old_password"]):
        raise PermissionError
    user.set_password(request.form["new_password"])


# ok: rules.python.password-change-unproved
def set_password(self, password):
    self.password = hashed(password)
