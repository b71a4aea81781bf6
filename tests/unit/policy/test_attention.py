"""What of a block to review by hand: told by its names, asked of the function they stand in, quiet about the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.policy.attention import TOPICS, Look, look_at

DELETE = (
    '@app.route("/users/<id>", methods=["DELETE"])\ndef delete_user(id):\n    db.session.delete(User.query.get(id))\n'
)


@pytest.mark.parametrize(
    ("code", "topics", "question"),
    [
        (DELETE, ("authorization",), "Who may call `delete_user`, and where is that checked?"),
        (
            "const refundOrder = async (req, res) => { await stripe.refund(1) }",
            ("money",),
            "Does the sum in `refundOrder` come",
        ),
        (
            'resource "aws_iam_role_policy" "ci" {\n  policy = x\n}',
            ("permissions of a cloud or cluster",),
            "in `ci` are really used?",
        ),
        (
            "public ResponseEntity<User> resetPassword(@RequestBody X x) {}",
            ("authentication",),
            "trying `resetPassword` a million",
        ),
        ("func (s *Server) VerifyToken(t string) {}", ("sessions",), "When does what `VerifyToken` issues expire"),
        ("def load(f):\n    return pickle.load(f)\n", ("deserialization",), "choose what `load` reads?"),
        ("cipher = AES.new(k)\n", ("cryptography",), "Where do the keys of this code come from"),
        (
            "def put(request):\n    request.files['x'].save('y')\n    upload(x)\n",
            ("file uploads",),
            "the file that `put` stores",
        ),
        ("function canAccess($user) {}", ("authorization",), "Who may call `canAccess`"),
        ("is_admin = True", ("authorization",), "Who may call this code"),
        ("def promote(account_id): ...", (), ""),
        ("def promote_account(a): ...", ("authorization",), "`promote_account`"),
    ],
)
def test_a_topic_is_told_by_names(code: str, topics: tuple[str, ...], question: str) -> None:
    look = look_at(code)
    assert look.topics == topics
    assert not topics or any(question in asked for asked in look.questions)


@pytest.mark.parametrize(
    "code",
    [
        "def total(prices):\n    return sum(price.amount for price in prices)\n",
        "with requests.Session() as session:\n    session.get(url)\n",
        "",
        "user = get_user()\nuser.update(name)\n",
        "signal = designed + assignment\n",
    ],
)
def test_ordinary_code_asks_for_nothing(code: str) -> None:
    assert look_at(code) == Look()


def test_each_topic_asks_before_one_asks_twice_and_three_are_enough() -> None:
    code = "def login():\n    encrypt()\ndef charge_card():\n    charge()\n    jwt()\n"
    look = look_at(code)
    assert len(look.topics) == 4
    assert len(look.questions) == 3
    two = look_at(DELETE)
    assert [question.partition(" ")[0] for question in two.questions] == ["Who", "Does"]


def test_a_literal_is_never_quoted() -> None:
    look = look_at('def login():\n    password = "canary-7f3a"\n    token = "canary-7f3a"\n')
    assert look.questions
    assert "canary" not in "".join(look.questions)


@given(st.text(max_size=300))
def test_anything_can_be_looked_at(code: str) -> None:
    look = look_at(code)
    assert bool(look.topics) == bool(look.questions)
    assert set(look.topics) <= {topic.name for topic in TOPICS}
    assert all(len(question) < 200 and "{" not in question.replace("{name}", "") for question in look.questions)
