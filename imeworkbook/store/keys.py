"""Keys: a random data key, sealed once to the passphrase and once to the recovery code.

Each of the two gives a private key of X25519 (RFC 7748) and a proof, 256 bits each. The data key is wrapped with the
proof (RFC 3394) and then sealed to the public half of the other by HPKE (RFC 9180; X25519, HKDF-SHA256, AES-256-GCM).
In the file stand that public half, and the proof wrapped with the data key. So who has the workbook open can seal a
new data key to the code without asking for it, and a new passphrase can mean a new data key; who holds the file alone,
or could open only an earlier state of it, can not open what comes after, and who never opened it can not make a file
that its passphrase or its code opens.

The passphrase goes through Argon2id with the parameters of RFC 9106's second recommendation (64 MiB, 3 passes, 4
lanes): about 0.1 s on a small machine, and costly to guess in numbers. The recovery code carries 150 random bits, so
that a plain HKDF (RFC 5869) is enough.

Files of format 1 wrap the data key with AES-256-GCM by a key made from the passphrase or code itself. Such a slot opens
for ever, and can take no other data key.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import unicodedata
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from imeworkbook.errors import WrongKey

KEY_BYTES = 32
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_CODE_SYMBOLS, _CHECK_SYMBOLS, _GROUP = 30, 2, 4
_ARGON2 = {"memory_kib": 65_536, "passes": 3, "lanes": 4}
_MOST = {"memory_kib": 262_144, "passes": 10, "lanes": 8}
_MOST_BYTES = 128
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_PASSPHRASE, _CODE = b"imeworkbook passphrase", b"imeworkbook recovery code"
_FORMER = {_PASSPHRASE: b"passphrase", _CODE: b"recovery"}
_WRONG_PASSPHRASE = "store.wrong_passphrase"
_WRONG_CODE = "store.wrong_code"

Slot = dict[str, Any]


def new_data_key() -> bytes:
    """Give 256 random bits."""
    return os.urandom(KEY_BYTES)


def seal_with_passphrase(data_key: bytes, passphrase: str) -> Slot:
    """Seal the data key so that the passphrase opens it."""
    slot: Slot = {"salt": _text(os.urandom(16)), **_ARGON2}
    return _sealed(slot, data_key, _from_passphrase(passphrase, slot))


def open_with_passphrase(slot: Slot, passphrase: str) -> bytes:
    """Give the data key.

    Raises
    ------
    WrongKey
        When this passphrase does not open it.
    KeyError, TypeError, ValueError
        When the slot is not one of ours, or asks for more work than any of ours does.
    """
    return _opened(slot, _from_passphrase(passphrase, slot), _PASSPHRASE, _WRONG_PASSPHRASE)


def new_recovery_code() -> str:
    """Give a code of eight groups of four, 150 random bits and ten check bits, in an alphabet without look-alikes."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(_CODE_SYMBOLS))
    symbols += _check(symbols)
    return "-".join(symbols[start : start + _GROUP] for start in range(0, len(symbols), _GROUP))


def seal_with_code(data_key: bytes, code: str) -> Slot:
    """Seal the data key so that the recovery code opens it. Raises `WrongKey` where the code was mistyped."""
    slot: Slot = {"salt": _text(os.urandom(16))}
    return _sealed(slot, data_key, _from_code(code, slot))


def open_with_code(slot: Slot, code: str) -> bytes:
    """Give the data key. Capitals, spaces and dashes of the code do not matter. Raises as `open_with_passphrase` does.

    Raises
    ------
    WrongKey
        When the code was mistyped, which its check symbols show, or belongs to another workbook.
    """
    return _opened(slot, _from_code(code, slot), _CODE, _WRONG_CODE)


def can_take_another_key(slot: Slot) -> bool:
    """Whether another data key can be sealed in this slot without its passphrase or code: not in one of format 1."""
    return "proof" in slot


def with_another_key(slot: Slot, data_key: bytes, another: bytes) -> Slot:
    """Seal `another` data key so that the passphrase or code of this slot, which holds `data_key`, opens it."""
    return _with_key(slot, aes_key_unwrap(data_key, _bytes(slot, "proof")), another)


def _sealed(slot: Slot, data_key: bytes, secret: bytes) -> Slot:
    private, proof = _halves(secret)
    return _with_key({**slot, "public": _text(private.public_key().public_bytes_raw())}, proof, data_key)


def _with_key(slot: Slot, proof: bytes, data_key: bytes) -> Slot:
    public = X25519PublicKey.from_public_bytes(_bytes(slot, "public"))
    sealed = _SUITE.encrypt(aes_key_wrap(proof, data_key), public, _PASSPHRASE if "passes" in slot else _CODE)
    return {**slot, "sealed": _text(sealed), "proof": _text(aes_key_wrap(data_key, proof))}


def _opened(slot: Slot, secret: bytes, purpose: bytes, wrong: str) -> bytes:
    try:
        if _is_former(slot):
            return AESGCM(secret).decrypt(_bytes(slot, "nonce"), _bytes(slot, "wrapped"), _FORMER[purpose])
        private, proof = _halves(secret)
        wrapped = _SUITE.decrypt(_bytes(slot, "sealed"), private, purpose)
    except InvalidTag:
        raise WrongKey(wrong) from None
    try:
        return aes_key_unwrap(proof, wrapped)
    except InvalidUnwrap:
        message = "sealed by one who never had this workbook open"
        raise ValueError(message) from None


def _halves(secret: bytes) -> tuple[X25519PrivateKey, bytes]:
    return X25519PrivateKey.from_private_bytes(secret[:KEY_BYTES]), secret[KEY_BYTES:]


def _is_former(slot: Slot) -> bool:
    return "wrapped" in slot


def _secret_bytes(slot: Slot) -> int:
    return KEY_BYTES if _is_former(slot) else 2 * KEY_BYTES


def _from_passphrase(passphrase: str, slot: Slot) -> bytes:
    text = unicodedata.normalize("NFC", passphrase).encode(errors="surrogatepass")
    costs = {name: slot[name] for name in _MOST}
    if not all(type(cost) is int and 0 < cost <= _MOST[name] for name, cost in costs.items()):
        message = "the header asks for more work than any of ours does"
        raise ValueError(message)
    argon2 = Argon2id(
        salt=_bytes(slot, "salt"),
        length=_secret_bytes(slot),
        iterations=costs["passes"],
        lanes=costs["lanes"],
        memory_cost=costs["memory_kib"],
    )
    return argon2.derive(text)


def _from_code(code: str, slot: Slot) -> bytes:
    symbols = "".join(symbol for symbol in code.upper() if symbol.isalnum())
    symbols = symbols.translate(str.maketrans("OIL", "011"))
    data, check = symbols[:_CODE_SYMBOLS], symbols[_CODE_SYMBOLS:]
    if len(symbols) != _CODE_SYMBOLS + _CHECK_SYMBOLS or check != _check(data):
        raise WrongKey("store.code_slip")
    return HKDF(SHA256(), _secret_bytes(slot), _bytes(slot, "salt"), _CODE).derive(data.encode())


def _check(symbols: str) -> str:
    digest = hashlib.sha256(symbols.encode(errors="surrogatepass")).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:_CHECK_SYMBOLS])


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(slot: Slot, name: str) -> bytes:
    data = base64.b64decode(slot[name], validate=True)
    if len(data) > _MOST_BYTES:
        message = "longer than any of ours"
        raise ValueError(message)
    return data
