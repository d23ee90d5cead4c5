"""Letting a Java that came as a wheel trust the certificate authorities that this machine trusts."""

import hashlib
import ssl
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

# What Debian and Ubuntu call it; where OpenSSL is told of another file, that one counts.
_BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")
_MAGIC, _VERSION, _TRUSTED_CERTIFICATE = 0xFEEDFEED, 2, 2
PASSWORD = "changeit"  # noqa: S105 - Java's own default; the file holds public certificates only


def machine_authorities(environment: Mapping[str, str]) -> list[bytes]:
    """Return the machine's certificate authorities in DER; empty when it keeps none in a file."""
    bundle = Path(environment.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile or _BUNDLE)
    if not bundle.is_file():
        return []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(bundle)
    return context.get_ca_certs(binary_form=True)


def java_keystore(certificates: Iterable[bytes]) -> bytes:
    """Return a Java keystore (format JKS) of trusted certificates, closed with the digest that Java checks."""
    entries = [
        struct.pack(">I", _TRUSTED_CERTIFICATE)
        + _text(f"authority-{number}")
        + struct.pack(">Q", 0)
        + _text("X.509")
        + struct.pack(">I", len(certificate))
        + certificate
        for number, certificate in enumerate(certificates)
    ]
    content = struct.pack(">III", _MAGIC, _VERSION, len(entries)) + b"".join(entries)
    seal = hashlib.sha1(PASSWORD.encode("utf-16-be") + b"Mighty Aphrodite" + content, usedforsecurity=False)
    return content + seal.digest()


def _text(value: str) -> bytes:
    return struct.pack(">H", len(value)) + value.encode()
