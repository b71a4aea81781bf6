"""The engine for infrastructure: statuses, places, what a document is taken for. The rules have their fixtures in policies/rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.model import Confidence, ScanStatus, Unit
from proxy.scan.base import Prepared, PreparedUnit
from proxy.scan.iac.engine import MAX_CHARS, IacEngine
from proxy.scan.iac.images import moves

ENGINE = IacEngine()


def rules(text: str, language: str = "yaml", path: str | None = None) -> dict[str, int]:
    return {f.rule_id: f.span.line for f in ENGINE.scan(Prepared(text, language, path)).findings}


@pytest.mark.parametrize(
    ("text", "language", "status"),
    [
        pytest.param("a: b\n", "yaml", ScanStatus.COMPLETE, id="yaml"),
        pytest.param("x = 1\n", "python", ScanStatus.UNSUPPORTED, id="another-language"),
        pytest.param("x\n", None, ScanStatus.UNSUPPORTED, id="no-language"),
        pytest.param("a" * (MAX_CHARS + 1), "yaml", ScanStatus.OVERSIZE, id="long"),
        pytest.param("[" * 300, "yaml", ScanStatus.OVERSIZE, id="deep"),
        pytest.param(": : : }\n", "yaml", ScanStatus.UNPARSED, id="no-yaml"),
        pytest.param("a: 1\n: : : }\nb: 2\n", "yaml", ScanStatus.PARTIAL, id="in-part"),
        pytest.param("", "yaml", ScanStatus.COMPLETE, id="empty"),
    ],
)
def test_statuses(text: str, language: str | None, status: ScanStatus) -> None:
    assert ENGINE.scan(Prepared(text, language)).status is status


def test_only_whole_texts_are_looked_at() -> None:
    ENGINE.warm()
    assert ENGINE.scan_unit(PreparedUnit(Unit(1, 1, 0, "a: b\n"), "yaml"), "s").state == "s"


def test_a_line_of_a_script_is_found_in_the_text() -> None:
    steps = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n"
    script = "      - run: |\n          echo a\n          echo ${{ github.head_ref }}\n"
    assert rules(steps + script)["iac.workflow.injection.github-event"] == 8
    assert rules(steps + "      - run: echo ${{ github.head_ref }}\n")["iac.workflow.injection.github-event"] == 6
    literal = "      - run: >-\n          echo a\n          echo ${{ github.head_ref }}\n"
    assert rules(steps + literal)["iac.workflow.injection.github-event"] >= 6


def test_a_pipeline_may_use_well_known_passwords_of_its_own_services() -> None:
    job = "on: push\njobs:\n  a:\n    runs-on: x\n    services:\n      s3:\n        image: minio:1\n        env:\n          MINIO_ROOT_PASSWORD: minioadmin\n"
    assert not any("default-password" in rule for rule in rules(job))


def test_a_repeated_part_speaks_once() -> None:
    text = "x: &x\n  privileged: true\nspec:\n  containers:\n    - name: a\n      securityContext: *x\n    - name: b\n      securityContext: *x\n"
    found = [f for f in ENGINE.scan(Prepared(text, "yaml")).findings if "privileged" in f.rule_id]
    assert len(found) == 1


def test_what_is_missing_is_less_sure() -> None:
    text = "Resources:\n  A:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      StorageEncrypted: false\n"
    found = {f.rule_id: f.confidence for f in ENGINE.scan(Prepared(text, "yaml")).findings}
    assert found["iac.cloudformation.unencrypted.storageencrypted"] is Confidence.MEDIUM
    assert found["iac.cloudformation.unprotected.deletionprotection"] is Confidence.LOW


def test_a_sqs_policy_in_json() -> None:
    text = '{"Resources": {"P": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:*"}]}}}}'
    assert "iac.cloudformation.public-policy.principal" in rules(text, "json")


MANIFEST = """resource "kubernetes_deployment_v1" "a" {
  spec {
    template {
      spec {
        host_pid = true
        container {
          name  = "app"
          image = "app:${var.tag}"
          security_context {
            privileged = true
            capabilities {
              add = ["SYS_ADMIN"]
            }
          }
        }
        container {
          name  = "b"
          image = "b"
        }
        volume {
          host_path {
            path = "/var/run/docker.sock"
          }
        }
      }
    }
  }
}
resource "kubernetes_cluster_role" "r" {
  rule {
    resources = ["*"]
    verbs     = ["*"]
  }
}
resource "aws_s3_bucket" "s" {}
"""


def test_manifests_in_terraform() -> None:
    found = rules(MANIFEST, "terraform")
    assert found["iac.kubernetes.host-namespace.hostpid"] == 5
    assert found["iac.kubernetes.privileged.privileged"] == 10
    assert found["iac.kubernetes.capability.capabilities"] == 12
    assert found["iac.kubernetes.image-moves.image"] == 18
    assert found["iac.kubernetes.docker-socket.hostpath"] == 22
    assert found["iac.kubernetes.wildcard-role.verbs"] == 32


def test_terraform_without_manifests_is_left_to_the_structural_rules() -> None:
    assert rules('resource "aws_s3_bucket" "s" {}\n', "terraform") == {}
    assert ENGINE.scan(Prepared("kubernetes_ = " + "[" * 5_000, "terraform")).status in set(ScanStatus)


def test_nginx_in_a_conf_file() -> None:
    assert "iac.nginx.listing.autoindex" in rules("server {\n  autoindex on;\n}\n", "ini")


def test_a_heredoc_of_a_dockerfile_is_no_instruction() -> None:
    text = "FROM a:1\nRUN <<EOF\nUSER root\nEXPOSE 22\nEOF\nUSER app\n"
    assert rules(text, "dockerfile") == {}


def test_a_comment_between_joined_lines_is_none() -> None:
    text = "FROM a:1\nENV A=1 \\\n    # why\n    DB_PASSWORD=Blue-4271\nUSER app\n"
    assert list(rules(text, "dockerfile")) == ["iac.docker.secret-in-image.env"]


def test_load_balancers_and_parameter_groups() -> None:
    balancer = "Resources:\n  A:\n    Type: AWS::ElasticLoadBalancingV2::LoadBalancer\n    Properties:\n      LoadBalancerAttributes:\n        - {Key: access_logs.s3.enabled, Value: false}\n"
    assert {
        "iac.cloudformation.unwatched.access-logs",
        "iac.cloudformation.hardening-off.drop-invalid-header-fields",
    } <= set(rules(balancer))
    group = "Resources:\n  A:\n    Type: AWS::DocDB::DBClusterParameterGroup\n    Properties:\n      Parameters: {tls: disabled}\n"
    assert {"iac.cloudformation.unencrypted-transit.tls", "iac.cloudformation.unwatched.audit-logs"} <= set(
        rules(group)
    )


@pytest.mark.parametrize(
    ("image", "moving"),
    [
        pytest.param("nginx", True, id="bare"),
        pytest.param("nginx:latest", True, id="latest"),
        pytest.param("localhost:5000/app", True, id="port"),
        pytest.param("nginx:1.27", False, id="version"),
        pytest.param("a@sha256:" + "0" * 64, False, id="digest"),
        pytest.param("scratch", False, id="scratch"),
        pytest.param("$IMAGE", False, id="variable"),
        pytest.param("", False, id="none"),
    ],
)
def test_images_that_move(image: str, moving: bool) -> None:
    assert moves(image) is moving


HOSTILE = {
    "yaml": [
        "- run: |\n" * 2_000,
        "a: " + "x" * 200_000 + "\n",
        "containers:\n" + "  - name: a\n    image: b\n" * 3_000,
        "&a [*a" * 500,
    ],
    "dockerfile": [
        "RUN " + "\\\n" * 20_000,
        "ENV " + "A=" * 50_000,
        "FROM a <<EOF\n" * 5_000,
        "COPY " + ".env" * 40_000,
    ],
    "nginx": ["server {" * 50_000, '"' * 100_000, "${" * 50_000, "add_header " + "x " * 50_000 + ";"],
    "ini": ["[Service]\nUser=root\n" * 5_000, "host " * 40_000, "auth=" * 40_000, "verify" * 30_000],
}


@pytest.mark.parametrize(
    ("language", "text"),
    [pytest.param(name, text, id=f"{name}-{at}") for name, texts in HOSTILE.items() for at, text in enumerate(texts)],
)
def test_hostile_texts_end(language: str, text: str) -> None:
    assert ENGINE.scan(Prepared(text, language)).status in set(ScanStatus)


@given(
    st.sampled_from(["yaml", "dockerfile", "nginx", "ini", "json", "xml"]),
    st.text(alphabet="aE:-[]{}\"'|>$\\=\n ./*#;{FROMUSER", max_size=160),
)
def test_spans_are_inside(language: str, text: str) -> None:
    for finding in ENGINE.scan(Prepared(text, language)).findings:
        assert 0 <= finding.span.start < finding.span.end <= max(len(text), 1)
