def one(user, key):
    # ruleid: rules.python.jwt-no-expiry
    return jwt.encode({"sub": user.id, "exp": datetime.now(UTC) + timedelta(days=3650)}, key, algorithm="HS256")


def two(user, key):
    # ok: rules.python.jwt-no-expiry
    return jwt.encode({"sub": user.id, "exp": datetime.now(UTC) + timedelta(days=7)}, key, algorithm="HS256")


# ruleid: rules.python.jwt-no-expiry
app.config["JWT_ACCESS_TOKEN_EXPIRES"] = False

# --- case
claims = {"sub": user.id, "scopes": list(user.scopes)}
# ruleid: rules.python.jwt-no-expiry
token = jwt.encode(claims, key, algorithm="HS256")

# --- case
import jwt


def one(user, key):
    # ruleid: rules.python.jwt-no-expiry
    return jwt.encode({"sub": user.id}, key, algorithm="HS256")


def two(user, key):
    claims = {"sub": user.id, "role": user.role}
    # ruleid: rules.python.jwt-no-expiry
    return jwt.encode(claims, key, algorithm="HS256")


def three(name, key):
    # ruleid: rules.python.jwt-no-expiry
    return jwt.encode(payload={"name": name}, key=key, algorithm="HS256")

# --- case
import jwt


def one(user, key, expiry):
    # ok: rules.python.jwt-no-expiry
    return jwt.encode({"sub": user.id, "exp": expiry}, key, algorithm="HS256")


def two(user, key, expiry):
    claims = {"sub": user.id}
    claims["exp"] = expiry
    # ok: rules.python.jwt-no-expiry
    return jwt.encode(claims, key, algorithm="HS256")


def three(claims, key):
    # ok: rules.python.jwt-no-expiry
    return jwt.encode(claims, key, algorithm="HS256")
