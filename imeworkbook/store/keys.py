"""Keys: a random data key, wrapped once by the passphrase and once by the recovery code.

The passphrase goes through Argon2id with the parameters of RFC 9106's second recommendation (64 MiB, 3 passes, 4
lanes): about 0.1 s on a small machine, and costly to guess in numbers. The recovery code carries 150 random bits, so
that a plain HKDF (RFC 5869) is enough. Both wrap with AES-256-GCM.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import unicodedata
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from imeworkbook.errors import InvalidRecord, Problem, WrongKey

KEY_BYTES = 32
SHORTEST_PASSPHRASE = 8
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_CODE_SYMBOLS, _CHECK_SYMBOLS, _GROUP = 30, 2, 4
_ARGON2 = {"memory_kib": 65_536, "passes": 3, "lanes": 4}

Slot = dict[str, Any]


def new_data_key() -> bytes:
    """Give 256 random bits."""
    return os.urandom(KEY_BYTES)


def wrap_with_passphrase(data_key: bytes, passphrase: str) -> Slot:
    """Wrap the data key with a passphrase.

    Raises
    ------
    InvalidRecord
        When the passphrase has fewer than 8 characters.
    """
    if len(unicodedata.normalize("NFC", passphrase)) < SHORTEST_PASSPHRASE:
        raise InvalidRecord((Problem("", f"Please choose a passphrase of {SHORTEST_PASSPHRASE} characters or more."),))
    slot: Slot = {"salt": _text(os.urandom(16)), **_ARGON2}
    return slot | _wrap(data_key, _from_passphrase(passphrase, slot), b"passphrase")


def unwrap_with_passphrase(slot: Slot, passphrase: str) -> bytes:
    """Give the data key.

    Raises
    ------
    WrongKey
        When this passphrase does not open it.
    """
    message = "This passphrase does not open the workbook. Please try again; capitals and spaces count."
    return _unwrap(slot, _from_passphrase(passphrase, slot), b"passphrase", message)


def new_recovery_code() -> str:
    """Give a code of eight groups of four, 150 random bits and ten check bits, in an alphabet without look-alikes."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(_CODE_SYMBOLS))
    symbols += _check(symbols)
    return "-".join(symbols[start : start + _GROUP] for start in range(0, len(symbols), _GROUP))


def wrap_with_code(data_key: bytes, code: str) -> Slot:
    """Wrap the data key with a recovery code."""
    slot: Slot = {"salt": _text(os.urandom(16))}
    return slot | _wrap(data_key, _from_code(code, slot), b"recovery")


def unwrap_with_code(slot: Slot, code: str) -> bytes:
    """Give the data key. Capitals, spaces and dashes of the code do not matter.

    Raises
    ------
    WrongKey
        When the code was mistyped, which its check symbols show, or belongs to another workbook.
    """
    message = "This recovery code belongs to another workbook, or a newer code was made since."
    return _unwrap(slot, _from_code(code, slot), b"recovery", message)


def _from_passphrase(passphrase: str, slot: Slot) -> bytes:
    text = unicodedata.normalize("NFC", passphrase).encode(errors="surrogatepass")
    argon2 = Argon2id(
        salt=_bytes(slot["salt"]),
        length=KEY_BYTES,
        iterations=slot["passes"],
        lanes=slot["lanes"],
        memory_cost=slot["memory_kib"],
    )
    return argon2.derive(text)


def _from_code(code: str, slot: Slot) -> bytes:
    symbols = "".join(symbol for symbol in code.upper() if symbol.isalnum())
    symbols = symbols.translate(str.maketrans("OIL", "011"))
    data, check = symbols[:_CODE_SYMBOLS], symbols[_CODE_SYMBOLS:]
    if len(symbols) != _CODE_SYMBOLS + _CHECK_SYMBOLS or check != _check(data):
        message = "The recovery code has a typing slip in it. It is eight groups of four letters and digits."
        raise WrongKey(message)
    return HKDF(SHA256(), KEY_BYTES, _bytes(slot["salt"]), b"imeworkbook recovery code").derive(data.encode())


def _check(symbols: str) -> str:
    digest = hashlib.sha256(symbols.encode()).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:_CHECK_SYMBOLS])


def _wrap(data_key: bytes, key: bytes, purpose: bytes) -> Slot:
    nonce = os.urandom(12)
    return {"nonce": _text(nonce), "wrapped": _text(AESGCM(key).encrypt(nonce, data_key, purpose))}


def _unwrap(slot: Slot, key: bytes, purpose: bytes, message: str) -> bytes:
    try:
        return AESGCM(key).decrypt(_bytes(slot["nonce"]), _bytes(slot["wrapped"]), purpose)
    except InvalidTag:
        raise WrongKey(message) from None


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
