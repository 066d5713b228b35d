"""Whatever documents and examples of deployment name is there, commands, options and variables; containers may do little."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from advocacybot.cli import commands
from advocacybot.settings import Settings

ROOT = Path(__file__).parents[2]
OPERATING, COMPOSE, KUBERNETES, DOCKERFILE = (
    ROOT / name for name in ("docs/operating.md", "compose.yaml", "deploy/kubernetes.yaml", "Dockerfile")
)
FILES = [OPERATING, COMPOSE, KUBERNETES, DOCKERFILE, ROOT / "README.md"]

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
Values = dict[str, Any]


# ── commands ────────────────────────────────────────────────────────────────────────────────────────────────────────


def named(file: Path) -> Iterator[list[str]]:
    """Every command of ours that a file tells somebody to type, as the words behind ``advocacybot``."""
    text = re.sub(r"\\\n\s*", " ", file.read_text(encoding="utf-8"))
    shown = re.findall(r"(?m)^\$ (?:\w+=\S+ )*advocacybot (.+)$", text) + re.findall(r"`advocacybot ([^`\n]+)`", text)
    for line in shown:
        yield shlex.split(line.replace("…", ""), comments=True)


def check_command(words: list[str]) -> None:
    """Follow the words down to a command, and find each option there."""
    command: click.Command = commands
    known = {name for one in command.params for name in one.opts + one.secondary_opts}
    context = click.Context(commands, obj=None)
    context.params["home"] = Settings().home
    for word in words:
        if word.startswith("--"):
            assert word.partition("=")[0] in known | {"--help"}, f"{word} of {shlex.join(words)}"
        elif isinstance(command, click.Group) and (found := command.get_command(context, word)):
            command = found
            known |= {name for one in command.params for name in one.opts + one.secondary_opts}
        elif isinstance(command, click.Group) and command is commands and not known & set(words):
            pytest.fail(f"there is no command {word}")


@each_file
def test_every_command_that_is_named_is_there_with_its_options(file: Path) -> None:
    for words in named(file):
        check_command(words)


@pytest.mark.parametrize("words", [["fly"], ["run", "--upside-down"]])
def test_a_command_that_is_not_there_would_be_found(words: list[str]) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        check_command(words)


def in_containers() -> Iterator[list[str]]:
    """The words behind ``advocacybot`` that containers run, and those that say whether they are well."""
    for service in ours():
        yield service["command"]
        yield service["healthcheck"]["test"][2:]
    for container in containers():
        yield container["args"]
        yield from (probe["exec"]["command"][1:] for name, probe in container.items() if "Probe" in name and "exec" in probe)
    for entry in re.findall(r"(?m)^CMD (\[.*\])$", DOCKERFILE.read_text()):
        yield yaml.safe_load(entry)


def test_every_command_of_a_container_is_there() -> None:
    found = list(in_containers())
    assert ["worker"] in found
    assert ["health", "--self"] in found
    for words in found:
        check_command(words)


# ── variables ───────────────────────────────────────────────────────────────────────────────────────────────────────

OF_ACCOUNTS = re.compile(r"ADVOCACYBOT_\w*(ACCESS_TOKEN|ACCESS_TOKEN_SECRET|APP_PASSWORD|API_KEY|API_SECRET)(_FILE)?$")


def known_variables() -> set[str]:
    """Those that the program reads, as its own settings and commands name them."""
    settings = (ROOT / "advocacybot" / "settings.py").read_text(encoding="utf-8")
    given = set(re.findall(r'"((?:ADVOCACYBOT_)?[A-Z]{2,}_[A-Z_]+)"', settings))
    fields = {f"ADVOCACYBOT_{name.upper()}" for name in re.findall(r"(?m)^    (\w+): .* = ", settings)}
    return given | fields | {f"{name}_FILE" for name in given}


@each_file
def test_every_variable_that_is_named_is_read(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    named_there = set(re.findall(r"\b(?:ADVOCACYBOT|DATABASE|QUEUE)_[A-Z_]*[A-Z]\b", text))
    assert {name for name in named_there if not OF_ACCOUNTS.match(name)} - known_variables() == set()


def test_every_variable_of_the_settings_is_documented() -> None:
    text = OPERATING.read_text(encoding="utf-8")
    assert {name for name in known_variables() if not name.endswith("_FILE") and f"`{name}`" not in text} == set()


# ── containers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def compose() -> Values:
    found: Values = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return found


def ours() -> list[Values]:
    return [service for service in compose()["services"].values() if service["image"] == "advocacybot"]


def kubernetes(kind: str) -> list[Values]:
    return [one for one in yaml.safe_load_all(KUBERNETES.read_text(encoding="utf-8")) if one["kind"] == kind]


def containers() -> list[Values]:
    return [one for deployment in kubernetes("Deployment") for one in deployment["spec"]["template"]["spec"]["containers"]]


def test_compose_is_postgresql_two_workers_and_the_room() -> None:
    services = compose()["services"]
    assert services["database"]["image"] == "postgres:17"
    assert [service["command"][0] for service in ours()] == ["worker", "worker", "web"]
    assert set(compose()) <= {"name", "services", "secrets", "volumes", "x-advocacybot"}


def test_whatever_a_service_of_compose_refers_to_is_there() -> None:
    told = compose()
    for service in told["services"].values():
        assert set(service.get("depends_on", ())) <= set(told["services"])
        assert set(service["secrets"]) <= set(told["secrets"])
        volumes = {one["source"] for one in service["volumes"] if one["type"] == "volume"}
        assert volumes <= set(told["volumes"])
        files = {value for name, value in service["environment"].items() if name.endswith("_FILE")}
        assert files == {f"/run/secrets/{name}" for name in service["secrets"]}


def test_no_service_of_compose_has_a_right_that_it_does_not_need() -> None:
    for service in compose()["services"].values():
        assert (service["read_only"], service["cap_drop"], service["security_opt"]) == (True, ["ALL"], ["no-new-privileges:true"])
        assert service["healthcheck"]["test"][0] == "CMD"
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))


def test_two_workers_of_the_cluster_never_share_a_node_and_one_always_stands() -> None:
    worker = next(one for one in kubernetes("Deployment") if one["metadata"]["name"] == "worker")
    spec = worker["spec"]["template"]["spec"]
    apart = spec["affinity"]["podAntiAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"][0]
    labels = worker["spec"]["template"]["metadata"]["labels"]
    assert worker["spec"]["replicas"] == 2
    assert (apart["topologyKey"], apart["labelSelector"]["matchLabels"]) == ("kubernetes.io/hostname", labels)
    budget = kubernetes("PodDisruptionBudget")[0]["spec"]
    assert (budget["minAvailable"], budget["selector"]["matchLabels"]) == (1, labels)


def test_pods_are_as_restricted_as_kubernetes_asks() -> None:
    """By the Pod Security Standards, *restricted*."""
    for deployment in kubernetes("Deployment"):
        spec = deployment["spec"]["template"]["spec"]
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        mounted = {one["name"] for one in spec["volumes"]}
        for container in spec["containers"]:
            allowed = container["securityContext"]
            assert (allowed["allowPrivilegeEscalation"], allowed["readOnlyRootFilesystem"]) == (False, True)
            assert allowed["capabilities"] == {"drop": ["ALL"]}
            assert {one["name"] for one in container["volumeMounts"]} == mounted
            assert container["resources"]["limits"]["memory"]


def test_the_service_finds_the_room() -> None:
    service, web = kubernetes("Service")[0]["spec"], kubernetes("Deployment")[1]["spec"]["template"]
    assert service["selector"] == web["metadata"]["labels"]
    assert service["ports"][0]["targetPort"] in {one["name"] for one in web["spec"]["containers"][0]["ports"]}


def test_the_user_of_the_image_is_the_one_that_pods_run_as() -> None:
    number = re.search(r"--uid (\d+)", DOCKERFILE.read_text(encoding="utf-8"))
    assert number is not None
    pods = [one["spec"]["template"]["spec"] for one in kubernetes("Deployment")]
    assert {pod["securityContext"]["runAsUser"] for pod in pods} == {int(number[1])}
