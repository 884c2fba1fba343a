"""The key that a paper signs its mirrors with, and its signatures.

ECDSA with SHA-256 over the curve P-256: every `openssl` checks it in one line, those of macOS and of old servers too,
and it signs a digest, so that a list of a million files need not be in memory. (For Ed25519 a reader needs OpenSSL 3.)
Signatures are deterministic (RFC 6979): the same list has the same one.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

_CURVE = ec.SECP256R1()
_DIGEST = utils.Prehashed(hashes.SHA256())


class BadKey(Exception):
    """There is no usable key; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What signatures are checked with."""

    key: ec.EllipticCurvePublicKey

    @property
    def pem(self) -> bytes:
        return self.key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the file that the key is given out in, as `sha256sum` says it."""
        return hashlib.sha256(self.pem).hexdigest()

    def has_signed(self, digest: bytes, signature: bytes) -> bool:
        """Whether the signature is this key's, for data with this SHA-256."""
        try:
            self.key.verify(signature, digest, ec.ECDSA(_DIGEST))
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A paper's private key; `is_new` where it was made just now."""

    key: ec.EllipticCurvePrivateKey
    is_new: bool = False

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.key.public_key())

    def sign(self, digest: bytes) -> bytes:
        """Return the signature of data with this SHA-256, in DER."""
        return self.key.sign(digest, ec.ECDSA(_DIGEST, deterministic_signing=True))


def read_or_make(path: Path) -> SigningKey:
    """Return the key of that file; where there is no file, a new key, which is kept there for its owner alone.

    Raises BadKey.
    """
    try:
        pem = path.read_bytes()
    except FileNotFoundError:
        return _make(path)
    except OSError as error:
        raise BadKey(f"The key “{path}” (MIRROR_KEY) cannot be read: {error.strerror}.") from error
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise BadKey(f"“{path}” (MIRROR_KEY) is no private key in PEM without a password.") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != _CURVE.name:
        raise BadKey(f"The key “{path}” (MIRROR_KEY) is of another kind than ECDSA over P-256; name another file.")
    return SigningKey(key)


def read_public(path: Path) -> PublicKey:
    """Return the public key of a file. Raises BadKey."""
    try:
        key = load_pem_public_key(path.read_bytes())
    except OSError as error:
        raise BadKey(f"The key “{path}” cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise BadKey(f"“{path}” is no public key in PEM.") from error
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise BadKey(f"The key “{path}” is of another kind than mirrors are signed with (ECDSA).")
    return PublicKey(key)


def _make(path: Path) -> SigningKey:
    key = ec.generate_private_key(_CURVE)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
    except OSError as error:
        raise BadKey(f"No key can be made at “{path}” (MIRROR_KEY): {error.strerror}.") from error
    return SigningKey(key, is_new=True)
