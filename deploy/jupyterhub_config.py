"""JupyterHub for imeworkbook on one machine. Start it as `jupyterhub -f jupyterhub_config.py`; README.md says how.

What differs from one place to another comes from the environment, so that this file can be replaced at an upgrade.
"""

import os
import re
from pathlib import Path

c = get_config()  # noqa: F821 - JupyterHub gives it


def told(name, default=None):
    """Give a setting from the environment; say which is missing."""
    value = os.environ.get(name, default)
    if value is None:
        raise SystemExit(f"Please set {name}; deploy/README.md says to what.")
    return value


def listed(name):
    """Give the names in a setting, separated by spaces or commas."""
    return set(told(name, "").replace(",", " ").split())


# --- where it is reached: TLS ends before this port, or here with the two files ---

address = told("HUB_ADDRESS").rstrip("/")  # https://workbook.example.org
c.JupyterHub.bind_url = told("HUB_BIND", "http://127.0.0.1:8000")
c.JupyterHub.public_url = address + "/"
c.JupyterHub.ssl_cert = told("HUB_TLS_CERT", "")
c.JupyterHub.ssl_key = told("HUB_TLS_KEY", "")
if told("HUB_ONE_HOST_NAME", "") != "1":
    # A host name for each person, so that a browser keeps their pages apart. It needs a wildcard name and certificate.
    c.JupyterHub.subdomain_host = address
    c.JupyterHub.cookie_host_prefix_enabled = address.startswith("https:")
state = Path(told("HUB_STATE", "/var/lib/imeworkbook-hub"))
c.JupyterHub.db_url = f"sqlite:///{state / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(state / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(state / "proxy.pid")
c.JupyterHub.cookie_max_age_days = 0.5
c.JupyterHub.shutdown_on_logout = True
c.JupyterHub.log_level = "ERROR"  # what is told below that says who was here when
c.ConfigurableHTTPProxy.command = ["configurable-http-proxy", "--log-level", "error"]
c.JupyterHub.hub_ip = told("HUB_IP", "127.0.0.1")

# --- who may do what: nobody enters somebody else's workbook ---

c.Authenticator.admin_users = set()  # JupyterHub's own admins may open every server, and that role cannot be changed
c.JupyterHub.load_roles = [
    {
        "name": "operator",
        "description": "Sees who has a server, starts and stops it; opens none",
        "scopes": ["admin-ui", "list:users", "users", "delete:users", "servers", "read:hub"],
        "users": sorted(listed("HUB_OPERATORS")),
    },
    {
        "name": "server",
        "description": "Tells when it was used, and that it has closed",
        "scopes": ["users:activity!user", "delete:servers!server"],
    },
]
c.Spawner.server_token_scopes = ["users:activity!user", "delete:servers!server"]
c.Spawner.oauth_client_allowed_scopes = []
c.JupyterHub.allow_named_servers = False

# --- who signs in: the place's own single sign-on, by OpenID Connect ---

c.JupyterHub.authenticator_class = "generic-oauth"
c.GenericOAuthenticator.client_id = told("SSO_CLIENT_ID")
c.GenericOAuthenticator.client_secret = told("SSO_CLIENT_SECRET")
c.GenericOAuthenticator.authorize_url = told("SSO_AUTHORIZE_URL")
c.GenericOAuthenticator.token_url = told("SSO_TOKEN_URL")
c.GenericOAuthenticator.userdata_url = told("SSO_USERDATA_URL")
c.GenericOAuthenticator.oauth_callback_url = f"{address}/hub/oauth_callback"
c.GenericOAuthenticator.scope = ["openid", "profile"]
c.GenericOAuthenticator.username_claim = told("SSO_USERNAME_CLAIM", "sub")  # never one that a person can change
c.GenericOAuthenticator.login_service = told("SSO_NAME", "single sign-on")
c.GenericOAuthenticator.enable_pkce = True
c.OAuthenticator.allow_all = told("SSO_ALLOW_ALL", "") == "1"
c.OAuthenticator.allowed_users = listed("SSO_USERS") | listed("HUB_OPERATORS")
c.Authenticator.auto_login = True
c.Authenticator.enable_auth_state = False  # nothing of the sign-on is kept

# --- each person's server ---

c.Spawner.cmd = ["imeworkbook-singleuser"]  # jupyterhub-singleuser would show a plain JupyterLab
c.Spawner.http_timeout = 120
c.Spawner.start_timeout = 120
c.Spawner.poll_interval = 10
c.Spawner.mem_limit = told("WORKBOOK_MEMORY", "1G")
c.Spawner.environment = {
    "IMEWORKBOOK_RUN_BY": told("WORKBOOK_RUN_BY"),
    "IMEWORKBOOK_BACKUPS": told("WORKBOOK_BACKUPS", ""),
    "IMEWORKBOOK_IDLE_MINUTES": told("WORKBOOK_IDLE_MINUTES", "60"),
    "IMEWORKBOOK_VOLUME": "/workbook",
}
spawner = told("HUB_SPAWNER", "docker")
if spawner == "docker":
    c.JupyterHub.spawner_class = "docker"
    c.DockerSpawner.image = told("WORKBOOK_IMAGE", "imeworkbook:latest")
    c.DockerSpawner.network_name = told(
        "WORKBOOK_NETWORK", "imeworkbook"
    )  # made with --internal: it leads nowhere else
    c.DockerSpawner.volumes = {"imeworkbook-{username}": "/workbook"}
    c.DockerSpawner.remove = True
    c.DockerSpawner.extra_host_config = {
        "read_only": True,
        "tmpfs": {"/tmp": "size=256m,mode=1777,noexec,nosuid,nodev"},
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges:true"],
        "pids_limit": 256,
    }
elif spawner == "systemd":
    from systemdspawner import SystemdSpawner

    class PersonsSpawner(SystemdSpawner):
        """Names each person's unit and folder by signs that mean nothing to systemd, and apart from every other's.

        A name with a space would be two folders to it, and `docker` would be the folder of Docker.
        """

        def _expand_user_vars(self, string):
            return string.format(USERNAME=folder_of(self.user.name), USERID=self.user.id)

    def folder_of(name):
        """Give the folder of a person below /var/lib: what is no small letter or digit stands in it by its number."""
        return "imeworkbook-of-" + re.sub(r"[^a-z0-9]", lambda sign: f"_{ord(sign[0]):x}_", name)

    c.JupyterHub.spawner_class = PersonsSpawner
    c.SystemdSpawner.dynamic_users = True  # a system user and a folder for each person
    c.SystemdSpawner.isolate_tmp = True
    c.SystemdSpawner.isolate_devices = True
    c.SystemdSpawner.disable_user_sudo = True
    c.SystemdSpawner.unit_extra_properties = {
        "IPAddressDeny": "any",
        "IPAddressAllow": "localhost",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "StateDirectoryMode": "0700",
        "LimitCORE": "0",
        "MemorySwapMax": "0",
    }

    def own_folder(spawner):
        """Name the person's own folder, which systemd makes."""
        volume = f"/var/lib/{folder_of(spawner.user.name)}"
        spawner.environment = {**spawner.environment, "IMEWORKBOOK_VOLUME": volume}

    c.Spawner.pre_spawn_hook = own_folder
else:
    raise SystemExit("HUB_SPAWNER has to be docker or systemd.")
