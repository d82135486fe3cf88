"""What an operator takes from `deploy/`: each file is read by what reads it there, or as strictly."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
import yaml
from jupyterhub.scopes import scope_definitions

from tests.browser import free_port, lab_environment
from tests.hub import SETTINGS, SHIPPED
from tests.node import CHECKOUT

DEPLOY = CHECKOUT / "deploy"
VALUES = yaml.safe_load((DEPLOY / "values.yaml").read_text(encoding="utf-8"))
# Reads the configuration as a hub does, with all its checks, and tells what it came to; and what systemd is asked for.
READ = """
import asyncio, json, sys
from jupyterhub.app import JupyterHub
hub = JupyterHub()
asyncio.run(hub.initialize(["-f", sys.argv[1]]))
spawner = hub.users["operator"].spawner
told = {
    "admins": sorted(hub.authenticator.admin_users), "spawner": type(spawner).__name__, "cmd": spawner.cmd,
    "authenticator": type(hub.authenticator).__name__, "environment": spawner.environment, "domain": hub.subdomain_host,
    "scopes": [str(scope) for scope in spawner.server_token_scopes], "public": hub.public_url,
    "roles": {role["name"]: role["scopes"] for role in hub.load_roles},
    "host": getattr(spawner, "extra_host_config", {}), "unit": getattr(spawner, "unit_extra_properties", {}),
    "asked": [],
}

async def no(*_):
    return False

async def keep(unit, *, properties, working_dir, environment_variables, **_):
    volume = environment_variables["IMEWORKBOOK_VOLUME"]
    told["asked"].append([unit, properties["StateDirectory"], working_dir, volume])

async def ask_for(name):
    spawner.user.orm_user.name, spawner.start_timeout = name, 0
    spawner.unit_name = spawner._expand_user_vars(spawner.unit_name_template)
    spawner.run_pre_spawn_hook()
    await spawner.start()

for name in sys.argv[2:]:
    from systemdspawner import systemd
    systemd.service_running = systemd.service_failed = no
    systemd.start_transient_service = keep
    asyncio.run(ask_for(name))
print(json.dumps(told))
"""


def read(root, *names: str, without: str = "", **settings: str) -> tuple[int, str]:
    """Read the shipped configuration and start people of these names; gives the status and what was said."""
    (root / "state").mkdir()
    told = {
        **SETTINGS,
        "HUB_ADDRESS": "https://workbook.test",
        "HUB_ONE_HOST_NAME": "",
        "HUB_STATE": str(root / "state"),
    }
    told |= {"HUB_BIND": f"http://127.0.0.1:{free_port()}", **settings}
    told.pop(without, None)
    command = [sys.executable, "-W", "ignore", "-c", READ, str(SHIPPED), *names]
    environment = lab_environment(root, **told)
    ran = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=120)
    return ran.returncode, ran.stdout if ran.returncode == 0 else ran.stdout + ran.stderr


@pytest.mark.parametrize(("spawner", "named"), [("docker", "DockerSpawner"), ("systemd", "PersonsSpawner")])
def test_the_configuration_starts_and_lets_nobody_into_anothers_workbook(tmp_path, spawner, named):
    status, text = read(tmp_path, HUB_SPAWNER=spawner)
    assert status == 0, text
    told = json.loads(text.splitlines()[-1])
    assert (told["spawner"], told["authenticator"], told["cmd"]) == (
        named,
        "GenericOAuthenticator",
        ["imeworkbook-singleuser"],
    )
    assert told["admins"] == [] and "admin" not in told["roles"]
    every_scope = [scope for scopes in told["roles"].values() for scope in scopes] + told["scopes"]
    assert not [scope for scope in every_scope if re.match("access:|tokens|admin:users|shares|users:shares", scope)]
    assert told["public"] == "https://workbook.test/" and told["domain"] == "https://workbook.test"
    assert told["environment"]["IMEWORKBOOK_RUN_BY"] == SETTINGS["WORKBOOK_RUN_BY"]
    if spawner == "docker":
        assert told["host"]["read_only"] and told["host"]["cap_drop"] == ["ALL"]
    else:
        assert told["unit"]["IPAddressDeny"] == "any"


def test_no_name_gives_anybody_the_folder_of_another(tmp_path):
    names = ["alice", "bob alice", "docker", "private", "../alice", "al:ice", "a_20_b", "a b", "élise", "x@y.org", "%n"]
    status, text = read(tmp_path, *names, HUB_SPAWNER="systemd")
    assert status == 0, text
    asked = json.loads(text.splitlines()[-1])["asked"]
    assert len(asked) == len({folder for _, folder, _, _ in asked}) == len({unit for unit, *_ in asked}) == len(names)
    for unit, folder, home, volume in asked:
        assert re.fullmatch(r"imeworkbook-of-[a-z0-9_]+", folder) and re.fullmatch(r"[a-z0-9_-]+", unit)
        assert home == volume == f"/var/lib/{folder}"


@pytest.mark.parametrize("missing", ["WORKBOOK_RUN_BY", "SSO_CLIENT_SECRET", "HUB_ADDRESS"])
def test_a_setting_that_is_missing_is_named(tmp_path, missing):
    status, said = read(tmp_path, without=missing)
    assert status != 0 and f"Please set {missing}; deploy/README.md says to what." in said


def test_every_variable_of_the_configuration_is_in_the_operators_page():
    page = (DEPLOY / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r'(?:told|listed)\("(\w+)"', SHIPPED.read_text(encoding="utf-8")):
        assert name in page or (name.startswith("SSO_") and "`SSO_…`" in page), name


# --- Kubernetes ---

# The chart's own schema allows no other key at these places (values.schema.yaml, version 4).
KNOWN = {
    "": {"hub", "proxy", "singleuser", "cull"},
    "hub": {"config", "loadRoles", "allowNamedServers", "networkPolicy"},
    "proxy": {"chp", "https"},
    "proxy.chp": {"extraCommandLineFlags", "networkPolicy"},
    "proxy.https": {"enabled", "type", "secret"},
    "singleuser": {
        "image", "cmd", "startTimeout", "uid", "fsGid", "allowPrivilegeEscalation", "extraEnv", "cpu", "memory",
        "storage", "cloudMetadata", "networkPolicy",
    },
    "singleuser.storage": {"type", "capacity", "homeMountPath", "dynamic", "extraVolumes", "extraVolumeMounts"},
    "singleuser.networkPolicy": {"enabled", "egress", "egressAllowRules"},
    "singleuser.networkPolicy.egressAllowRules": {
        "cloudMetadataServer", "dnsPortsCloudMetadataServer", "dnsPortsKubeSystemNamespace", "dnsPortsPrivateIPs",
        "nonPrivateIPs", "privateIPs",
    },
    "cull": {"enabled", "timeout", "every", "users"},
}  # fmt: skip


@pytest.mark.parametrize("place", KNOWN)
def test_the_values_have_no_key_that_the_chart_does_not_know(place):
    here = VALUES
    for part in filter(None, place.split(".")):
        here = here[part]
    assert set(here) == KNOWN[place]


def test_what_the_values_tell_the_hub_is_of_its_type(tmp_path):
    """Every setting but those of KubeSpawner, which is no part of this project, is put to the class that has it."""
    from jupyterhub.app import JupyterHub
    from jupyterhub.auth import Authenticator
    from jupyterhub.spawner import Spawner
    from oauthenticator.generic import GenericOAuthenticator

    for place in (JupyterHub, Authenticator, Spawner, GenericOAuthenticator):
        traits = place.class_traits(config=True)
        for name, value in VALUES["hub"]["config"][place.__name__].items():
            traits[name]._validate(place.__new__(place), value)


def test_kubernetes_and_one_machine_give_the_same_rights(tmp_path):
    status, text = read(tmp_path)
    assert status == 0, text
    told = json.loads(text.splitlines()[-1])
    assert {name: role["scopes"] for name, role in VALUES["hub"]["loadRoles"].items()} == told["roles"]
    assert VALUES["hub"]["config"]["Spawner"]["server_token_scopes"] == told["scopes"]
    assert set(VALUES["singleuser"]["extraEnv"]) == set(told["environment"])
    scopes = [scope.partition("!")[0] for role in told["roles"].values() for scope in role]
    assert set(scopes) <= set(scope_definitions)


def test_the_network_of_a_server_leads_to_the_hub_alone():
    policy = VALUES["singleuser"]["networkPolicy"]
    allowed = {name for name, value in policy["egressAllowRules"].items() if value}
    assert policy["enabled"] and policy["egress"] == [] and allowed == {"dnsPortsKubeSystemNamespace"}


# --- the image ---


def test_the_image_is_small_and_runs_as_nobody_in_particular():
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    steps = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    last = steps[max(n for n, (word, _) in enumerate(steps) if word == "FROM") :]
    assert [rest for word, rest in last if word == "USER"] == ["1000:1000"]
    assert {word for word, _ in steps} <= {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "EXPOSE", "CMD"}
    assert last[-1] == ["CMD", '["imeworkbook-singleuser"]']
    installs = [rest for word, rest in steps if word == "RUN" and "pip install" in rest]
    assert all("--require-hashes" in rest or ("--no-deps" in rest and "--no-index" in rest) for rest in installs)


def test_the_lock_of_the_image_holds_the_lock_of_everybody_and_the_hub():
    def pins(path):
        return dict(re.findall(r"^([\w.-]+)==([\w.!+-]+)", path.read_text(encoding="utf-8"), re.M))

    image, everybody = pins(DEPLOY / "requirements.txt"), pins(CHECKOUT / "requirements.txt")
    tests = pins(CHECKOUT / "requirements-test.txt")
    assert image["jupyterhub"] == tests["jupyterhub"]
    assert {name: version for name, version in image.items() if name in everybody}.items() <= everybody.items()
