import logging

logger = logging.getLogger(__name__)


def one(user, password):
    # ruleid: rules.python.secret-in-log
    logger.info("login of %s with %s", user, password)


def two(password):
    # ruleid: rules.python.secret-in-log
    print(f"password is {password}")


def three(settings):
    # ruleid: rules.python.secret-in-log
    logger.debug("key " + settings.api_key)

# --- case
def one(user):
    # ok: rules.python.secret-in-log
    logger.info("login of %s", user.id)


def two(password):
    # ok: rules.python.secret-in-log
    print("password has", len(password), "characters")


def three():
    # ok: rules.python.secret-in-log
    print("enter your password")
