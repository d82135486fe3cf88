"""The server's settings: nothing kept, nothing asked of anybody else; for one's own computer, this machine only."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from traitlets.config import Config

from imeworkbook.lab.channels import CardChannels
from imeworkbook.lab.contents import ChapterContents
from imeworkbook.lab.folders import Folders
from imeworkbook.lab.proof import ThisPage
from imeworkbook.lab.running import HOST
from imeworkbook.lab.sessions import OneKernelManager, OneKernelSessions, OneKernelSpec
from imeworkbook.resources import folder

HERE = Path(__file__).resolve().parent
WIDGET_EXTENSIONS = {"anywidget": "anywidget", "@jupyter-widgets/jupyterlab-manager": "jupyterlab_widgets"}

# JupyterLab needs inline styles and scripts, and anywidget loads its modules from blobs. Everything else
# must come from this server, so the browser itself refuses a request to another machine.
POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "font-src 'self' data:; "
    "connect-src 'self' {socket} data: blob:; "
    "worker-src 'self' blob:; "
    "frame-src 'self' blob: data:; "
    "frame-ancestors 'none'; object-src 'none'; base-uri 'self'; form-action 'self'"
)


def server_config(folders: Folders, port: int, token: str) -> Config:
    """The configuration of the one server on a computer of one's own, as traitlets reads it."""
    config = common_config(folders, socket=f"ws://{HOST}:{port}")
    server = config.ServerApp
    server.ip = HOST
    server.port = port
    server.allow_remote_access = False
    server.identity_provider_class = ThisPage
    # Tornado's guard against forged forms. It opens nothing, and ends with the browser's session.
    server.tornado_settings["xsrf_cookie_kwargs"] = {"samesite": "Strict", "httponly": True, "expires_days": None}
    config[ThisPage.__name__].token = token
    return config


def common_config(folders: Folders, *, socket: str) -> Config:
    """What holds for every server, wherever it runs. `socket` is the page's own address for its sockets."""
    config = Config()
    server = config.ServerApp
    server.port_retries = 0
    server.allow_root = True
    server.open_browser = False
    server.root_dir = str(folder("notebooks"))
    server.default_url = "/doc"
    server.jpserver_extensions = {"imeworkbook.lab.extension": True, "jupyterlab": True}
    server.reraise_server_extension_failures = True
    server.terminals_enabled = False
    server.quit_button = False
    config.Application.log_level = "CRITICAL"
    server.contents_manager_class = ChapterContents
    server.session_manager_class = OneKernelSessions
    server.kernel_spec_manager_class = OneKernelSpec
    server.kernel_websocket_connection_class = CardChannels
    server.extra_template_paths = [str(HERE / "templates" / "server")]
    server.cookie_secret_file = str(folders.runtime / "cookie_secret")
    server.tornado_settings = {
        "headers": {
            "Content-Security-Policy": POLICY.format(socket=socket),
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
        "websocket_compression_options": None,
    }
    config.ContentsManager.allow_hidden = False
    config.MappingKernelManager.transport_encryption = "required"
    config.MappingKernelManager.kernel_manager_class = f"{OneKernelManager.__module__}.{OneKernelManager.__name__}"
    config.MappingKernelManager.default_kernel_name = "python3"
    config.KernelRestarter.time_to_dead = 0.5  # seconds until the end of a kernel is noticed, and the page says so
    config.KernelSpecManager.ensure_native_kernel = False
    config.KernelManager.transport_encryption = "required"
    config.KernelManager.shutdown_wait_time = 10.0  # seconds to close the workbook in, before a kernel is killed
    _add_lab(config, folders)
    return config


def _add_lab(config: Config, folders: Folders) -> None:
    lab = config.LabApp
    lab.extension_manager = "readonly"
    lab.news_url = None
    lab.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
    lab.collaborative = False
    lab.cache_files = True
    lab.custom_css = False
    lab.lock_all_plugins = True
    lab.app_settings_dir = str(HERE / "settings")
    lab.user_settings_dir = str(folders.settings)
    lab.workspaces_dir = str(folders.workspaces)
    lab.labextensions_path = [str(place) for place in widget_extension_folders()]
    lab.extra_labextensions_path = []


def widget_extension_folders() -> list[Path]:
    """The `labextensions` folders that hold the widget libraries installed for this Python, wherever they are."""
    found = {place: None for name, package in WIDGET_EXTENSIONS.items() if (place := _installed(package, name))}
    return list(found) or [Path(sys.prefix) / "share" / "jupyter" / "labextensions"]


def _installed(package: str, extension: str) -> Path | None:
    ending = f"labextensions/{extension}/package.json"
    try:
        listed = files(package) or []
    except PackageNotFoundError:
        return None
    match = next((file for file in listed if file.as_posix().endswith(ending)), None)
    return None if match is None else Path(str(match.locate())).resolve().parents[extension.count("/") + 1]
